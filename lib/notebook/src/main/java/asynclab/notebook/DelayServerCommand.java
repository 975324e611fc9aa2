package asynclab.notebook;

import java.io.IOException;

/// The delay server as a command: one argument, the port (none: 8080, 0: a free one).
///
/// It prints number, delay and message of each request as it arrives, and ends on Ctrl-C or
/// SIGTERM.
public final class DelayServerCommand {
  private static final int PORT = 8080;

  private DelayServerCommand() {}

  /// Runs until the process is told to end.
  public static void main(String[] arguments) {
    var port = arguments.length == 0 ? PORT : port(arguments[0]);
    if (port < 0 || arguments.length > 1) {
      fail("the delay server takes one argument, a port from 0 to 65535");
      return;
    }
    try {
      var server = DelayServer.start(port, arrival -> System.out.println(printable(arrival)));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "delay-server-close"));
      System.out.println(server + ", ends on Ctrl-C; try /1000/hello");
    } catch (IOException taken) {
      fail("port " + port + " is not free (" + taken.getMessage() + "): name another, or 0");
    }
  }

  private static int port(String text) {
    try {
      var port = Integer.parseInt(text);
      return port <= 0xffff ? port : -1;
    } catch (NumberFormatException noNumber) {
      return -1;
    }
  }

  /// A message may hold anything; a terminal must not obey it.
  private static String printable(DelayServer.Arrival arrival) {
    return arrival.toString().replaceAll("\\p{Cntrl}", "\ufffd");
  }

  private static void fail(String sentence) {
    System.err.println(sentence);
    System.exit(2);
  }
}
