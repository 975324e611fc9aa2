package asynclab.coroutines;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a method whose body is a coroutine.
///
/// The method returns a `Future<T>`, and calling it runs nothing: the body begins at the first
/// poll. `await(future)` may stand wherever an expression may, and `return future` ends with what
/// that future comes to; `return Future.ready(value)` is the usual end.
///
/// ```java
/// @Async
/// Future<String> both() {
///   var first = await(get("/1/a"));
///   return Future.ready(first + await(get("/1/b")));
/// }
/// ```
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Async {}
