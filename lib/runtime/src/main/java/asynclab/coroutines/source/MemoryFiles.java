package asynclab.coroutines.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Set;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/// The files that javac sees: those on disk, and classes that lie in none.
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
  private final Corofy settings;

  MemoryFiles(JavaFileManager onDisk, Corofy settings) {
    super(onDisk);
    this.settings = settings;
  }

  /// A text to compile, whatever its classes are called.
  static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String name, String text) {
      super(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, JavaFileObject.Kind kind) {
      return true;
    }
  }

  private static final class Bytes extends SimpleJavaFileObject {
    private final String name;
    private final byte[] bytes;

    Bytes(String name, byte[] bytes) {
      super(URI.create("bytes:///" + name.replace('.', '/') + ".class"), JavaFileObject.Kind.CLASS);
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    var onDisk = super.list(location, packageName, kinds, recurse);
    if (location != StandardLocation.CLASS_PATH || !kinds.contains(JavaFileObject.Kind.CLASS)) {
      return onDisk;
    }
    var all = new ArrayList<JavaFileObject>();
    settings
        .classes()
        .forEach((name, bytes) -> {
          if (packageOf(name).equals(packageName)) all.add(new Bytes(name, bytes));
        });
    onDisk.forEach(all::add);
    return all;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof Bytes bytes ? bytes.name : super.inferBinaryName(location, file);
  }

  private static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}
