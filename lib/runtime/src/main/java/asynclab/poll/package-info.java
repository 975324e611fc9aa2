/// Readiness: one thread waits for many descriptors, and learns which of them can go on.
///
/// In reading order: [asynclab.poll.Poll] (the queue), [asynclab.poll.Registry] (what is watched),
/// [asynclab.poll.Interest] and [asynclab.poll.Token], [asynclab.poll.Events] with
/// [asynclab.poll.Event], [asynclab.poll.Wakeup], [asynclab.poll.TcpListener],
/// [asynclab.poll.TcpStream] and [asynclab.poll.UdpSocket]; beneath them [asynclab.poll.Poller],
/// one implementation for each facility of an operating system ([asynclab.poll.EpollPoller],
/// [asynclab.poll.KqueuePoller], [asynclab.poll.PollPoller], [asynclab.poll.AfdPoller]), open for
/// your own. The words are those of mio, except that mio's `Waker` is a [asynclab.poll.Wakeup]
/// here: a `Waker` is a task's.
///
/// The notebooks `04-event-queue` and `04b-edges-and-faults` derive it.
@NullMarked
package asynclab.poll;

import org.jspecify.annotations.NullMarked;
