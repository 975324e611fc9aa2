package asynclab.notebook.checks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `12c.twice`: a kernel on paper that gives numbers out again, and notes each call.
@Examination
final class ClosedOnceCheck {
  static final Exercise<ClosedOnce.Maker> EXERCISE =
      new Exercise<>(
          "12c.twice",
          ClosedOnce.Maker.class,
          "ClosedOnce.Maker mine = MySocket::new;",
          ClosedOnceCheck.class);

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("nothing here waits for anything");
  }

  @Test
  @Order(1)
  @DisplayName("A writes and closes; B opens and gets the number; A closes again")
  void reused(ClosedOnce.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "A writes hi, A closes 3, B opens 3; open: 3 (B)",
        () -> {
          var world = new World();
          var a = maker.of(world, world.open("A"));
          a.write("hi");
          a.close();
          world.open("B");
          quietly(a);
          return world.story() + (world.asked ? "; the kernel was asked" : "");
        },
        ClosedOnceCheck::why);
  }

  @Test
  @Order(2)
  @DisplayName("A closes; B opens and gets the number; A writes")
  void writes(ClosedOnce.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "A closes 3, B opens 3; IllegalStateException",
        () -> {
          var world = new World();
          var a = maker.of(world, world.open("A"));
          a.close();
          world.open("B");
          String end;
          try {
            a.write("secret");
            end = "written";
          } catch (IllegalStateException | IOException e) {
            end = e.getClass().getSimpleName();
          }
          return String.join(", ", world.calls) + "; " + end;
        },
        seen ->
            seen.contains("B writes")
                ? "what A wrote went to B's peer: the number belongs to B by now"
                : "who has closed may not write, and says so");
  }

  @Test
  @Order(3)
  @DisplayName("A closes; its close is called again from within")
  void within(ClosedOnce.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "A closes 3; open: none",
        () -> {
          var world = new World();
          var a = maker.of(world, world.open("A"));
          world.inClose = () -> quietly(a);
          a.close();
          return world.story();
        },
        _ -> "the second call came before the first had noted anything: note it first, then close");
  }

  @Test
  @Order(4)
  @DisplayName("A closes, which fails; B opens and gets the number; A closes again")
  void fails(ClosedOnce.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "A closes 3, B opens 3; open: 3 (B)",
        () -> {
          var world = new World();
          var a = maker.of(world, world.open("A"));
          world.failing = true;
          quietly(a);
          world.failing = false;
          world.open("B");
          quietly(a);
          return world.story();
        },
        _ -> "a close that failed has given the number back all the same: never try it again");
  }

  @Test
  @Order(5)
  @DisplayName("A is used and never closed")
  void kept(ClosedOnce.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "A writes hi, A writes ho; open: 3 (A)",
        () -> {
          var world = new World();
          var a = maker.of(world, world.open("A"));
          a.write("hi");
          a.write("ho");
          return world.story();
        },
        _ -> "nobody has closed it, so it works on");
  }

  @SuppressWarnings("EmptyCatch") // what it throws is not the question; what it did is noted
  private static void quietly(ClosedOnce socket) {
    try {
      socket.close();
    } catch (IOException | RuntimeException expected) {
    }
  }

  private static String why(String seen) {
    if (seen.endsWith("was asked")) {
      return "the kernel says that the number is open, and means B: only the owner knows that it"
          + " has closed";
    }
    return seen.contains("B closes")
        ? "A's second close met B, who has the number now: one close, and none after"
        : "A writes, closes once, and B is let alone";
  }

  /// Who has which number, and what was called.
  private static final class World implements ClosedOnce.Kernel {
    private static final int FIRST = 3;

    private final TreeMap<Integer, String> owners = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private Runnable inClose = () -> {};
    private boolean failing;
    private boolean asked;

    int open(String owner) {
      var fd = FIRST;
      while (owners.containsKey(fd)) fd++;
      owners.put(fd, owner);
      if (!owner.equals("A")) calls.add(owner + " opens " + fd);
      return fd;
    }

    @Override
    public void write(int fd, String text) throws IOException {
      var owner = owners.get(fd);
      if (owner == null) throw new IOException("write: EBADF");
      calls.add(owner + " writes " + text);
    }

    @Override
    public void close(int fd) throws IOException {
      var owner = owners.get(fd);
      calls.add((owner == null ? "nobody" : owner) + " closes " + fd);
      if (owner == null) throw new IOException("close: EBADF");
      var callback = inClose;
      inClose = () -> {};
      callback.run();
      owners.remove(fd);
      if (failing) throw new IOException("close: EIO");
    }

    @Override
    public boolean isOpen(int fd) {
      asked = true;
      return owners.containsKey(fd);
    }

    String story() {
      var open = new ArrayList<String>();
      owners.forEach((fd, owner) -> open.add(fd + " (" + owner + ")"));
      var text = open.isEmpty() ? "none" : String.join(" ", open);
      return String.join(", ", calls) + "; open: " + text;
    }
  }
}
