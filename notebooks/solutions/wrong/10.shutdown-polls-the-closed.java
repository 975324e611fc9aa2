// reply: a future was polled after its close
import asynclab.notebook.checks.Shutdown;

class MyTasks implements Shutdown.Tasks {
  record Task(String name, Future<?> future) { }
  final List<Task> living = new ArrayList<>();
  final Queue<Task> ready = new ConcurrentLinkedQueue<>();
  public void spawn(String name, Future<?> future) {
    var task = new Task(name, future);
    living.add(task);
    ready.add(task);
  }
  public void runReady() {
    for (int i = ready.size(); i > 0; i--) {
      var task = ready.remove();
      var polled = Polled.of(task.future, () -> ready.add(task));
      if (polled instanceof Ready) living.remove(task);
    }
  }
  public List<String> shutdown() {
    var names = new ArrayList<String>();
    for (var task : living) {
      try { task.future.close(); names.add(task.name); }
      catch (RuntimeException e) { names.add(task.name + "!"); }
    }
    living.clear();
    return names;
  }
}
Shutdown mine = MyTasks::new;
Check.of("10.shutdown", mine)
