package asynclab.bench;

import static java.util.Objects.requireNonNull;

import asynclab.coroutines.bytecode.Weaver;
import asynclab.coroutines.bytecode.Weaver.Woven;
import asynclab.futures.Future;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Loads [PlainWork] woven, as the agent would; all else is its parent's.
final class WovenLoader extends ClassLoader {
  private static final String NAME = PlainWork.class.getName();

  private final Map<String, Woven> woven = new HashMap<>();

  private WovenLoader() throws IOException {
    super(WovenLoader.class.getClassLoader());
    try (var file = requireNonNull(PlainWork.class.getResourceAsStream("PlainWork.class"))) {
      for (var one : Weaver.weave(file.readAllBytes())) woven.put(one.name(), one);
    }
  }

  /// What makes the coroutine that [PlainWork] was woven into.
  @SuppressWarnings("unchecked") // PlainWork says what it is
  static UnaryOperator<Future<Void>> plainWork() throws IOException, ReflectiveOperationException {
    var loaded = new WovenLoader().loadClass(NAME).getConstructor();
    return (UnaryOperator<Future<Void>>) loaded.newInstance();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    var mine = woven.remove(name);
    if (mine == null) {
      var known = findLoadedClass(name);
      return known != null ? known : super.loadClass(name, resolve);
    }
    return defineClass(name, mine.classFile(), 0, mine.classFile().length);
  }
}
