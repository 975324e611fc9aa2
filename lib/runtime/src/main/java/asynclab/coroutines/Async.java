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
///
/// Two things that javac and the JDK decide, and not the machine:
///
/// - `catch (IOException e)` needs something in its `try` that declares an `IOException`, and an
///   await declares nothing: a future's type does not say how it fails. Where only an await can
///   fail so, catch `Exception` and ask, or take the failure as a value (`future.attempt()`).
/// - Closing throws a [java.util.concurrent.CancellationException] at the await, and that is an
///   [IllegalStateException]. A `catch (IllegalStateException e)`, `RuntimeException` or wider
///   around an await sees it as well, and should throw it on: what is done instead is done by one
///   whom nobody waits for, and its next await throws again.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Async {}
