package asynclab.kernel;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.execution.CodeEvaluator;

/// The fields of JJava that we read although they are not public: all of them, and nowhere else.
///
/// JJava offers no way to publish a message outside a request, nor to choose the threads that run
/// cells, nor to hear of the stop button. So we reach for the five fields that hold these things,
/// and are tied to one version; a test asks [#missing] so that a new version cannot change them
/// unnoticed.
final class Insides {
  private static final String EXECUTION_CONTROL =
      "org.dflib.jjava.kernel.execution.JJavaExecutionControl";

  private Insides() {}

  /// Where messages to every client go; empty until the kernel is connected.
  static Optional<JupyterSocket> publisher(BaseKernel kernel) {
    var comms = kernel.getCommManager();
    return Optional.ofNullable((JupyterSocket) read(CommManager.class, "iopub", comms));
  }

  /// What ties a message to the cell executed last; empty before the first cell.
  static Optional<MessageContext> lastCell(BaseKernel kernel) {
    var comms = kernel.getCommManager();
    return Optional.ofNullable((MessageContext) read(CommManager.class, "context", comms));
  }

  /// The threads that run cells.
  static ThreadPoolExecutor cellThreads(JavaKernel kernel) {
    return (ThreadPoolExecutor) read(named(EXECUTION_CONTROL), "executor", control(kernel));
  }

  /// Replaces the map of what runs, which JJava goes through when the stop button is pressed.
  static void replaceRunning(JavaKernel kernel, Map<String, Future<Object>> running) {
    try {
      field(named(EXECUTION_CONTROL), "running").set(control(kernel), running);
    } catch (IllegalAccessException e) {
      throw new ChangedKernel("JJavaExecutionControl.running", e);
    }
  }

  private static Object control(JavaKernel kernel) {
    return read(CodeEvaluator.class, "execControl", kernel.getEvaluator());
  }

  /// What of the above this JJava lacks, as `Type.field`; empty when it is the one we know.
  static List<String> missing() {
    var missing = new ArrayList<String>();
    check(missing, CommManager.class, "iopub", JupyterSocket.class);
    check(missing, CommManager.class, "context", MessageContext.class);
    try {
      var control = named(EXECUTION_CONTROL);
      check(missing, CodeEvaluator.class, "execControl", control);
      check(missing, control, "executor", ExecutorService.class);
      check(missing, control, "running", Map.class);
    } catch (ChangedKernel e) {
      missing.add(EXECUTION_CONTROL);
    }
    return missing;
  }

  private static void check(List<String> missing, Class<?> owner, String name, Class<?> type) {
    try {
      if (field(owner, name).getType() != type) {
        missing.add(owner.getSimpleName() + "." + name + " of type " + type.getSimpleName());
      }
    } catch (ChangedKernel e) {
      missing.add(owner.getSimpleName() + "." + name);
    }
  }

  private static Object read(Class<?> owner, String name, Object target) {
    try {
      return field(owner, name).get(target);
    } catch (IllegalAccessException e) {
      throw new ChangedKernel(owner.getSimpleName() + "." + name, e);
    }
  }

  private static Field field(Class<?> owner, String name) {
    try {
      var field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new ChangedKernel(owner.getSimpleName() + "." + name, e);
    }
  }

  private static Class<?> named(String type) {
    try {
      return Class.forName(type);
    } catch (ClassNotFoundException e) {
      throw new ChangedKernel(type, e);
    }
  }

  /// This JJava is not the version the lab was made for.
  static final class ChangedKernel extends IllegalStateException {
    private static final long serialVersionUID = 1;

    ChangedKernel(String what, Throwable cause) {
      super(
          "this JJava has no " + what + ": the lab needs JJava 1.0a8, run `lab setup` to get it",
          cause);
    }
  }
}
