package asynclab.poll;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/// Lets `Thread.interrupt` end a wait inside the kernel.
///
/// A thread blocked in native code does not hear an interrupt. The JDK's way out for its own
/// selectors is public: between `begin` and `end` of an [AbstractSelector], an interrupt also calls
/// `wakeup`. So this is a selector that selects nothing and passes that one call on.
public final class Interruption extends AbstractSelector {
  private final Runnable wakeup;

  /// @param wakeup is called by `Thread.interrupt` while the thread waits
  public Interruption(Runnable wakeup) {
    super(SelectorProvider.provider());
    this.wakeup = wakeup;
  }

  /// From here on an interrupt, also one that came before, calls the wake-up.
  public void enter() {
    begin();
  }

  /// The wait is over.
  public void leave() {
    end();
  }

  @Override
  public Selector wakeup() {
    wakeup.run();
    return this;
  }

  @Override
  protected void implCloseSelector() {}

  @Override
  protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
    throw notASelector();
  }

  @Override
  public Set<SelectionKey> keys() {
    throw notASelector();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    throw notASelector();
  }

  @Override
  public int selectNow() {
    throw notASelector();
  }

  @Override
  public int select(long timeoutMillis) {
    throw notASelector();
  }

  @Override
  public int select() {
    throw notASelector();
  }

  private static UnsupportedOperationException notASelector() {
    return new UnsupportedOperationException("this selector only passes interrupts on");
  }
}
