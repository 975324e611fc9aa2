// reply: nobody made an alarm
import asynclab.notebook.checks.Deadline;

class MyDeadline implements Deadline {
  public Future<String> of(Supplier<Future<String>> first,
      Supplier<Future<String>> second, Supplier<Future<String>> third,
      Supplier<Future<Void>> alarm) {
    return Future.lazy(first::get).then(_ -> second.get())
        .then(_ -> third.get());
  }
}
Deadline mine = new MyDeadline();
Check.of("12b.deadline", mine)
