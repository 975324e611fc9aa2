package asynclab.executor;

import static asynclab.executor.RuntimeKinds.endless;
import static asynclab.executor.RuntimeKinds.later;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Waker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No child outlives its scope, on every runtime.
@Timeout(30)
class ScopeTest {
  private static final String KINDS = "asynclab.executor.RuntimeKinds#all";

  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  private Future<Integer> counted(int turns) {
    return later(1, turns).map(_ -> ended.incrementAndGet());
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void it_is_ready_when_all_children_have_ended_also_those_that_nobody_joins(RuntimeKinds.Kind kind)
      throws Exception {
    try (var runtime = kind.open()) {
      var whole =
          Scope.open(
              runtime,
              scope -> {
                for (var i = 0; i < 20; i++) scope.spawn(counted(i));
                return Future.ready("body");
              });

      assertEquals("body", runtime.blockOn(whole));
      assertEquals(20, ended.get());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void children_may_have_children_and_are_joined_by_their_handles(RuntimeKinds.Kind kind)
      throws Exception {
    try (var runtime = kind.open()) {
      var whole =
          Scope.open(
              runtime,
              scope ->
                  scope.spawn(
                      "parent",
                      Future.lazy(
                          () -> scope.spawn("child", later(20, 3)).map(value -> value + 1))));

      assertEquals(21, runtime.blockOn(whole));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void the_first_failure_of_a_child_closes_the_body_and_the_others_and_is_told_once(
      RuntimeKinds.Kind kind) throws Exception {
    var cause = new IOException("child");
    try (var runtime = kind.open()) {
      var whole =
          Scope.<String>open(
              runtime,
              scope -> {
                scope.spawn(endless(closed::incrementAndGet));
                scope.spawn(
                    endless(() -> {
                      closed.incrementAndGet();
                      throw new IllegalStateException("closing");
                    }));
                scope.spawn(later(1, 3).then(_ -> Future.failed(cause)));
                return endless(closed::incrementAndGet);
              });

      assertSame(cause, assertThrows(IOException.class, () -> runtime.blockOn(whole)));
      assertEquals(3, closed.get());
      assertEquals("closing", cause.getSuppressed()[0].getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void a_failure_of_the_body_cancels_the_children_and_waits_for_them(RuntimeKinds.Kind kind)
      throws Exception {
    var cause = new IOException("body");
    try (var runtime = kind.open()) {
      var whole =
          Scope.<String>open(
              runtime,
              scope -> {
                for (var i = 0; i < 10; i++) scope.spawn(endless(closed::incrementAndGet));
                return Future.failed(cause);
              });

      assertSame(cause, assertThrows(IOException.class, () -> runtime.blockOn(whole)));
      assertEquals(10, closed.get());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void a_child_that_was_cancelled_has_not_failed(RuntimeKinds.Kind kind) throws Exception {
    try (var runtime = kind.open()) {
      var whole =
          Scope.open(
              runtime,
              scope -> {
                scope.spawn(endless(closed::incrementAndGet)).cancel();
                return later("body", 1);
              });

      assertEquals("body", runtime.blockOn(whole));
      assertEquals(1, closed.get());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void cancelling_whoever_waits_cancels_body_and_children(RuntimeKinds.Kind kind) throws Exception {
    try (var runtime = kind.open()) {
      var task =
          runtime.spawn(
              Scope.<String>open(
                  runtime,
                  scope -> {
                    for (var i = 0; i < 3; i++) scope.spawn(endless(closed::incrementAndGet));
                    return endless(closed::incrementAndGet);
                  }));
      runtime.blockOn(runtime.sleep(Duration.ofMillis(2)));

      task.cancel();

      while (closed.get() < 4) runtime.blockOn(later(1, 1));
    }
    assertEquals(4, closed.get());
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void a_time_limit_is_a_failure_of_the_whole_also_when_only_a_child_is_late(RuntimeKinds.Kind kind)
      throws Exception {
    try (var runtime = kind.open()) {
      var whole =
          Scope.open(
              runtime,
              Duration.ofMillis(5),
              scope -> {
                scope.spawn(endless(closed::incrementAndGet));
                return Future.ready("body");
              });

      var e = assertThrows(TimeoutException.class, () -> runtime.blockOn(whole));

      assertEquals("the scope has not ended within PT0.005S", e.getMessage());
      assertEquals(1, closed.get());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void a_time_limit_that_is_kept_changes_nothing(RuntimeKinds.Kind kind) throws Exception {
    try (var runtime = kind.open()) {
      var whole = Scope.open(runtime, Duration.ofHours(1), scope -> scope.spawn(counted(3)));

      assertEquals(1, runtime.blockOn(whole));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void a_scope_that_has_ended_takes_no_more(RuntimeKinds.Kind kind) throws Exception {
    var kept = new AtomicReference<Scope>();
    try (var runtime = kind.open()) {
      runtime.blockOn(
          Scope.open(
              runtime,
              scope -> {
                kept.set(scope);
                return Future.done();
              }));

      var e = assertThrows(IllegalStateException.class, () -> kept.get().spawn(counted(1)));

      assertEquals("this scope has ended, and takes no more tasks", e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void scopes_in_scopes_end_from_the_inside_out(RuntimeKinds.Kind kind) throws Exception {
    var order = new ArrayList<String>();
    try (var runtime = kind.open()) {
      var whole =
          Scope.open(
              runtime,
              outer ->
                  Scope.open(
                          runtime,
                          inner -> {
                            inner.spawn(counted(9).map(_ -> order.add("child")));
                            return Future.ready("inner");
                          })
                      .map(name -> order.add(name)));

      runtime.blockOn(whole);

      assertEquals("[child, inner]", order.toString());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void what_is_never_polled_spawns_nothing(RuntimeKinds.Kind kind) throws Exception {
    try (var runtime = kind.open()) {
      var whole = Scope.open(runtime, scope -> scope.spawn(counted(0)));
      whole.close();

      assertThrows(IllegalStateException.class, () -> whole.poll(Waker.NONE));
      assertTrue(runtime.toString().contains("no task lives"), runtime.toString());
    }
  }
}
