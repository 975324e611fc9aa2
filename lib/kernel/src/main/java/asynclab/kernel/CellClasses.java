package asynclab.kernel;

import asynclab.coroutines.bytecode.Weaver.Woven;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import org.jspecify.annotations.Nullable;

/// The classes of the cells, as JShell hands them over.
///
/// Classes that come together are all known before the first is defined, because one may extend
/// another that stands behind it.
final class CellClasses implements LoaderDelegate {
  private static final System.Logger LOG = System.getLogger("asynclab.kernel");

  private final Map<String, byte[]> known = new ConcurrentHashMap<>();
  private final Weaver weaver = new Weaver(known::get);
  private final Loader loader = new Loader();
  private final CoroutineClasses coroutines = new CoroutineClasses();
  private final NativeOutput nativeOutput;

  CellClasses(NativeOutput nativeOutput) {
    this.nativeOutput = nativeOutput;
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    var families = new ArrayList<List<Woven>>(); // each class, with the machines of its methods
    for (var each : classes) {
      var family = coroutines.of(each);
      family.forEach(one -> known.put(one.name(), one.classFile()));
      families.add(family);
      nativeOutput.prepareFor(each.bytecodes());
    }
    var installed = new boolean[classes.length];
    for (var i = 0; i < classes.length; i++) {
      try {
        for (var one : families.get(i)) {
          var _ = loader.loadClass(one.name());
        }
      } catch (ClassNotFoundException | LinkageError e) {
        throw new ClassInstallException(classes[i].name() + ": " + e.getMessage(), installed);
      }
      installed[i] = true;
    }
  }

  /// JShell gives a changed class a new name, so there is nothing to replace.
  @Override
  public void classesRedefined(ClassBytecodes[] classes) {}

  @Override
  public void addToClasspath(String path) throws InternalException {
    for (var part : path.split(Pattern.quote(java.io.File.pathSeparator), -1)) {
      try {
        loader.addURL(Path.of(part).toUri().toURL());
      } catch (MalformedURLException e) {
        throw new InternalException("not a path for classes: " + part + ": " + e.getMessage());
      }
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  /// Forgets the code of a class that no snippet uses any more.
  void forget(String name) {
    known.remove(name);
  }

  /// What became of methods marked `@Async`.
  CoroutineClasses coroutines() {
    return coroutines;
  }

  /// A copy of the classes as they stand now, by name.
  Map<String, byte[]> files() {
    return new HashMap<>(known);
  }

  ClassLoader loader() {
    return loader;
  }

  /// A class that cannot be changed still runs: the stop button alone does less for it.
  private byte[] woven(String name, byte[] code) {
    try {
      return weaver.weave(code, loader);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, name + " is loaded as it is: its loops do not hear the stop button", e);
      return code;
    }
  }

  private final class Loader extends URLClassLoader {
    Loader() {
      super("cells", new URL[0], CellClasses.class.getClassLoader());
    }

    @Override
    protected void addURL(URL url) {
      super.addURL(url);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte @Nullable [] code = known.get(name);
      if (code == null) return super.findClass(name);
      var woven = woven(name, code);
      return defineClass(name, woven, 0, woven.length, (CodeSource) null);
    }
  }
}
