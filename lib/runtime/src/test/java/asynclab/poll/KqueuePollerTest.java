package asynclab.poll;

import static asynclab.poll.Interest.READABLE;
import static asynclab.poll.Interest.WRITABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import asynclab.syscalls.Errno;
import asynclab.syscalls.Kevent;
import asynclab.syscalls.Kqueue;
import asynclab.syscalls.Os;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What [KqueuePoller] makes of a kernel's answers, in the layout of each system.
///
/// The answers are scripted, so this runs where there is no kqueue; a real one is driven by
/// [PollerContractTest].
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fake queue's descriptor is POSIX")
class KqueuePollerTest {
  private static final int FD = 7;
  private static final int OTHER = 8;

  @ParameterizedTest
  @EnumSource(names = {"MACOS", "FREEBSD", "OPENBSD"})
  void two_directions_of_a_descriptor_are_one_event(Os os) throws Exception {
    try (var fake = new FakeKqueue(os)) {
      var kqueue = fake.library();
      try (var poller = KqueuePoller.open(kqueue)) {
        poller.add(FD, 70, READABLE.and(WRITABLE));
        poller.add(OTHER, 80, READABLE);
        fake.answer(
            new Kevent(FD, kqueue.read(), 0, 0, 5, 1),
            new Kevent(OTHER, kqueue.read(), 0, 0, 5, 2),
            new Kevent(FD, kqueue.write(), 0, 0, 5, 1));

        assertEquals("70 readable+writable, 80 readable", waitOn(poller));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MACOS", "FREEBSD", "OPENBSD"})
  void one_shot_of_two_directions_takes_the_other_one_out(Os os) throws Exception {
    try (var fake = new FakeKqueue(os)) {
      var kqueue = fake.library();
      try (var poller = KqueuePoller.open(kqueue)) {
        fake.changes(kqueue);
        poller.add(FD, 70, READABLE.and(WRITABLE).oneShot());
        var added = fake.changes(kqueue);
        fake.answer(new Kevent(FD, kqueue.write(), 0, 0, 5, 1));

        assertEquals("70 writable", waitOn(poller));
        assertEquals(List.of("ADD|ONESHOT READ 7", "ADD|ONESHOT WRITE 7"), added);
        assertEquals(List.of("DELETE READ 7", "DELETE WRITE 7"), fake.changes(kqueue));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MACOS", "FREEBSD", "OPENBSD"})
  void a_change_begins_anew_so_that_what_is_there_is_reported(Os os) throws Exception {
    try (var fake = new FakeKqueue(os)) {
      var kqueue = fake.library();
      try (var poller = KqueuePoller.open(kqueue)) {
        poller.add(FD, 70, READABLE);
        fake.changes(kqueue);

        poller.modify(FD, 70, WRITABLE.edge());
        fake.answer(
            new Kevent(FD, kqueue.read(), 0, 0, 5, 1), new Kevent(FD, kqueue.write(), 0, 0, 5, 2));

        assertEquals(List.of("DELETE READ 7", "ADD|CLEAR WRITE 7"), fake.changes(kqueue));
        assertEquals("70 writable", waitOn(poller), "the event of the earlier watch is dropped");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MACOS", "FREEBSD", "OPENBSD"})
  void an_end_and_an_error_are_told_apart(Os os) throws Exception {
    try (var fake = new FakeKqueue(os)) {
      var kqueue = fake.library();
      try (var poller = KqueuePoller.open(kqueue)) {
        poller.add(FD, 70, READABLE.and(WRITABLE));
        var eof = Kqueue.EV_EOF;
        fake.answer(new Kevent(FD, kqueue.read(), eof, 0, 3, 1));
        fake.answer(new Kevent(FD, kqueue.write(), eof, 0, 0, 1));
        fake.answer(new Kevent(FD, kqueue.write(), eof, Errno.ECONNREFUSED.code(), 0, 1));
        fake.answer(new Kevent(FD, kqueue.read(), Kqueue.EV_ERROR, 0, Errno.EBADF.code(), 1));

        assertEquals("70 readable+read-closed", waitOn(poller));
        assertEquals("70 writable+write-closed", waitOn(poller));
        assertEquals("70 writable+error+read-closed+write-closed", waitOn(poller));
        assertEquals("70 error", waitOn(poller));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MACOS", "FREEBSD", "OPENBSD"})
  void a_refused_addition_leaves_nothing_behind(Os os) throws Exception {
    try (var fake = new FakeKqueue(os)) {
      var kqueue = fake.library();
      try (var poller = KqueuePoller.open(kqueue)) {
        fake.refuse(Kqueue.EV_ADD, kqueue.write(), Errno.EBADF);
        fake.changes(kqueue);

        var e =
            assertThrows(SyscallException.class, () -> poller.add(FD, 70, READABLE.and(WRITABLE)));

        assertEquals("kevent: EBADF (fd 7, or the queue, is not open)", e.getMessage());
        assertEquals(
            List.of("ADD READ 7", "ADD WRITE 7", "DELETE READ 7", "DELETE WRITE 7"),
            fake.changes(kqueue));
        poller.add(FD, 70, READABLE); // no EEXIST
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MACOS", "FREEBSD", "OPENBSD"})
  void a_number_that_the_kernel_has_forgotten_is_free_again(Os os) throws Exception {
    try (var fake = new FakeKqueue(os)) {
      var kqueue = fake.library();
      try (var poller = KqueuePoller.open(kqueue)) {
        poller.add(FD, 70, READABLE);
        assertThrows(SyscallException.class, () -> poller.add(FD, 71, READABLE));

        fake.refuse(Kqueue.EV_ENABLE, kqueue.read(), Errno.ENOENT);
        poller.add(FD, 72, READABLE);

        fake.answer(new Kevent(FD, kqueue.read(), 0, 0, 5, 2));
        assertEquals("72 readable", waitOn(poller));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MACOS", "FREEBSD", "OPENBSD"})
  void a_wakeup_is_an_event_of_the_users_own_and_shows_no_source(Os os) throws Exception {
    try (var fake = new FakeKqueue(os)) {
      var kqueue = fake.library();
      try (var poller = KqueuePoller.open(kqueue)) {
        poller.wakeup();
        fake.answer(new Kevent(0, kqueue.user(), 0, 0, 0, 0));

        assertEquals("", waitOn(poller));
        assertEquals(List.of("ADD|CLEAR USER 0", " USER 0"), fake.changes(kqueue));
        assertEquals(os == Os.FREEBSD ? -11 : -10, kqueue.user());
      }
    }
  }

  private static String waitOn(Poller poller) throws IOException {
    var events = Events.withCapacity(8);
    poller.await(events, 0);
    var text = new StringBuilder();
    for (var i = 0; i < events.count(); i++) {
      if (!text.isEmpty()) text.append(", ");
      text.append(events.slot(i).key).append(' ').append(events.slot(i).readiness());
    }
    return text.toString();
  }
}
