package asynclab.kernel;

import asynclab.notebook.Screen;
import asynclab.notebook.ladder.CellText;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;
import org.dflib.jjava.kernel.magics.TimeMagic;
import org.jspecify.annotations.Nullable;

/// Starts the kernel: `java … asynclab.kernel.Main CONNECTION_FILE`.
public final class Main {
  private Main() {}

  /// Reads the file that Jupyter wrote, makes the kernel and answers until it is asked to end.
  public static void main(String[] arguments)
      throws IOException, GeneralSecurityException, InterruptedException {
    if (arguments.length != 1) {
      System.err.println("usage: java … asynclab.kernel.Main CONNECTION_FILE");
      System.exit(2);
    }
    Terminal.takeLogs();
    var address = KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0])));
    var connection = new Connection(address);
    var outbox = new Outbox(connection::publish);
    var kernel = kernel(outbox, CrashNote.leave(logs(), Path.of(arguments[0])));
    takeOver(kernel, outbox);
    kernel.onStartup();
    kernel.addToClasspath(System.getenv("JJAVA_CLASSPATH"));
    kernel.becomeHandlerForConnection(connection);
    connection.connect();
    endWithTheServer();
    new CountDownLatch(1).await(); // until `end`
  }

  /// A server that was killed, or that a hub interrupted, can no longer ask its kernels to end.
  ///
  /// Jupyter names itself in `JPY_PARENT_PID`, unless the kernel is meant to outlive it.
  private static void endWithTheServer() {
    var named = System.getenv("JPY_PARENT_PID");
    var server = ProcessHandle.current().parent();
    if (server.isEmpty() || !Long.toString(server.get().pid()).equals(named)) return;
    var _ = server.get().onExit().thenRun(Main::end);
  }

  /// From here on what is printed and shown finds its cell, from any thread.
  private static void takeOver(LabKernel kernel, Outbox outbox) {
    System.setIn(kernel.getIO().in);
    System.setOut(
        CellStream.open(StreamType.OUT, outbox, new FileOutputStream(FileDescriptor.out)));
    System.setErr(
        CellStream.open(StreamType.ERR, outbox, new FileOutputStream(FileDescriptor.err)));
    Screen.install(Cells::live);
    CellText.install(new CellTypes(kernel.getJShell())::text);
    Thread.setDefaultUncaughtExceptionHandler(new Uncaught(kernel.book()));
  }

  private static LabKernel kernel(Outbox outbox, CrashNote crashNote) {
    var time = new TimeMagic();
    return new LabKernelBuilder(outbox, crashNote)
        .version("0.1")
        .compilerOpts(words(System.getenv("JJAVA_COMPILER_OPTS")))
        .lineMagic("load", new LoadMagic())
        .lineMagic("classpath", new ClasspathMagic())
        .lineMagic("time", time)
        .cellMagic("time", time)
        .build();
  }

  /// Where crash reports lie, told by the kernelspec; null when started by hand.
  static @Nullable Path logs() {
    var folder = System.getProperty("asynclab.logs");
    return folder == null ? null : Path.of(folder);
  }

  /// The sources of the lab, which `lab` puts beside its jars; none when started by hand.
  static List<Path> sources() {
    var file = archive();
    if (!Files.exists(file)) return List.of();
    try {
      return List.of(FileSystems.newFileSystem(file).getPath("/"));
    } catch (IOException e) {
      System.err.println("lab: no documentation, cannot read " + file + ": " + e.getMessage());
      return List.of();
    }
  }

  /// Where those sources are, or would be.
  static Path archive() {
    var jars = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    return Path.of(jars[0]).resolveSibling("sources.zip");
  }

  private static List<String> words(@Nullable String line) {
    return line == null || line.isBlank() ? List.of() : List.of(line.strip().split("\\s+"));
  }

  /// Ends the process, whatever threads still run; returns at once, so that an answer can go out.
  static void end() {
    Thread.ofPlatform().name("kernel-end").start(() -> System.exit(0));
  }
}
