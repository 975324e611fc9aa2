package asynclab.fibers;

/// A fiber wanted to give way while it holds a lock that belongs to its thread, which it shares
/// with all other fibers. Thrown under [FiberScheduler#checkingLocks] alone.
@SuppressWarnings("serial") // is never written anywhere
public final class LockHeldException extends IllegalStateException {
  LockHeldException(String fiber, String lock) {
    super(
        "%s gives way while it holds %s: the lock belongs to the thread, so the next fiber would"
                .formatted(fiber, lock)
            + " walk in or wait for itself; take a FiberLock, or give way outside of it");
  }
}
