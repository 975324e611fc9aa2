package asynclab.kernel;

/// What a thread throws and nobody catches: shown below the cell that started the thread, in lines
/// of cells. A thread that ends because of the stop button has nothing to say.
record Uncaught(CellBook book) implements Thread.UncaughtExceptionHandler {
  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (thrown instanceof StopCheck.Pressed) return;
    var name = thread.getName().isEmpty() ? "#" + thread.threadId() : thread.getName();
    var trace = String.join("\n", StackText.of(thrown, book));
    System.err.println("Nobody caught this in thread " + name + ":\n" + trace);
  }
}
