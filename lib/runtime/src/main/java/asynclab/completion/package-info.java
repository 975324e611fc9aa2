/// Completion: hand an operation over, and be told when it is done.
///
/// The lesson of this package is the shape of the model, beside that of `asynclab.poll`:
///
/// |                    | readiness (`poll`)       | completion (here)                       |
/// |--------------------|--------------------------|-----------------------------------------|
/// | we say             | tell me when I can read  | read into this buffer                   |
/// | we are told        | now you can              | it is done: so many bytes are in it     |
/// | who moves the bytes| we, by one more call     | the system, before we hear of it        |
/// | the buffer         | needed from the event on | **lent from the call to the completion** |
/// | giving up          | forget the event         | ask for it, and wait for the answer     |
///
/// So an operation has three moments: handed over, filled, told. Between the first and the last its
/// buffer belongs to the queue, and whoever reads or writes it then reads or writes what the kernel
/// is at work on.
///
/// In reading order: [asynclab.completion.CompletionQueue] (what every queue does, and `open`, the
/// one place that chooses), [asynclab.completion.Completions] with
/// [asynclab.completion.Completion], [asynclab.completion.Endpoint]; then one implementation for
/// each facility of an operating system: [asynclab.completion.UringQueue], with
/// [asynclab.completion.BufferRing] and, beneath it, [asynclab.completion.Rings] and
/// [asynclab.completion.Uring]; [asynclab.completion.IocpQueue] with, beneath it,
/// [asynclab.completion.IocpPort] and [asynclab.completion.IocpOperations]; and
/// [asynclab.completion.EmulatedQueue], which plays the model on a poller where nothing else is
/// allowed.
///
/// [asynclab.completion.CompletionPoller] is the way back: readiness played on any of these queues,
/// with sockets of its own, so that a loop and its streams run by completion as they are. Beneath
/// it `CompletionStream` with `Inbox` and `Outbox`, `CompletionListener`, `PolledSource` for the
/// descriptors of others, and `Members`, the books.
@NullMarked
package asynclab.completion;

import org.jspecify.annotations.NullMarked;
