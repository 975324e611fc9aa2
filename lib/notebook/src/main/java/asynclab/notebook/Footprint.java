package asynclab.notebook;

import asynclab.coroutines.Coroutine;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.reflect.Constructor;

/// How many bytes one object of a class takes, without what its fields refer to.
///
/// The JVM counts what each thread allocates. So objects of the class are made, without running a
/// constructor of it, and the count tells; what asking itself costs is subtracted by asking for two
/// numbers of them.
///
/// @param bytes its header, its fields and the gaps between them
/// @param bare the same for a coroutine without a field of its own
record Footprint(long bytes, long bare) {
  static final int OBJECTS = 1000;
  private static final int ROUNDS = 5;
  private static final Object[] NO_ARGUMENTS = {}; // else each call would make one

  /// A coroutine that keeps nothing.
  private static final class Bare extends Coroutine<Void> {
    @Override
    protected Polled<Void> resume(Waker waker) {
      return Polled.done();
    }
  }

  /// Measures the class of a coroutine.
  static Footprint of(Class<?> coroutine) {
    return new Footprint(bytesOf(coroutine), bytesOf(Bare.class));
  }

  /// The bytes of one object; takes a few milliseconds.
  static long bytesOf(Class<?> type) {
    var maker = maker(type);
    var fewest = Long.MAX_VALUE;
    for (var i = 0; i < ROUNDS; i++) { // what the JIT allocates meanwhile is on threads of its own
      fewest = Math.min(fewest, allocated(maker, 2 * OBJECTS) - allocated(maker, OBJECTS));
    }
    return fewest / OBJECTS;
  }

  /// By the JDK's way for serialization; called by name, because javac warns of the package.
  private static Constructor<?> maker(Class<?> type) {
    try {
      var factory = Class.forName("sun.reflect.ReflectionFactory");
      return (Constructor<?>)
          factory
              .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
              .invoke(
                  factory.getMethod("getReflectionFactory").invoke(null),
                  type,
                  Object.class.getConstructor());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK makes no objects without a constructor", e);
    }
  }

  private static long allocated(Constructor<?> maker, int objects) {
    var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var made = new Object[objects];
    var before = thread.getCurrentThreadAllocatedBytes();
    try {
      for (var i = 0; i < objects; i++) made[i] = maker.newInstance(NO_ARGUMENTS);
      return thread.getCurrentThreadAllocatedBytes() - before;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no object of " + maker.getDeclaringClass(), e);
    } finally {
      Reference.reachabilityFence(made); // they were really made
    }
  }

  @Override
  public String toString() {
    return "%d bytes, without what its fields refer to: %d that any coroutine has, %d of its own (the JVM's count for %,d of them)"
        .formatted(bytes, bare, bytes - bare, OBJECTS);
  }
}
