package asynclab.coroutines;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says which method a machine was made from, and which line each of its states stands at.
///
/// It is kept at run time, once for the class and not in each machine: messages and traces read it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Origin {
  /// The name of the method.
  String method();

  /// The line of state 0, of state 1, and so on; 0 where nobody knows.
  int[] lines() default {};
}
