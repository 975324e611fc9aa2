package asynclab.kernel;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/// What a loop in a cell asks at its end: has the stop button been pressed?
///
/// All loops share one call site. As long as nobody presses, its target does nothing, and the
/// compiled loop is as if the question were not there; a press exchanges the target, for which the
/// JVM throws the compiled code away.
public final class StopCheck {
  private static final MethodHandle NOTHING =
      MethodHandles.empty(MethodType.methodType(void.class));
  private static final MutableCallSite SITE = new MutableCallSite(NOTHING);
  private static final MethodHandle CHECK = check(MethodHandles.lookup());

  private StopCheck() {}

  /// Ends the code of a stopped cell: thrown into it, and no business of anybody else.
  static final class Pressed extends Error {
    private static final long serialVersionUID = 1;

    Pressed() {
      super("the stop button was pressed", null, false, false);
    }
  }

  /// Links a loop of a cell; called by the JVM.
  ///
  /// @return the one site of all loops
  public static CallSite site(Lookup cell, String name, MethodType type) {
    return SITE;
  }

  private static MethodHandle check(Lookup own) {
    try {
      return own.findStatic(StopCheck.class, "check", SITE.type());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("check() stands below", e);
    }
  }

  /// From now on each turn of each loop asks.
  static void arm() {
    if (!isArmed()) turn(CHECK);
  }

  /// Back to full speed.
  static void disarm() {
    if (isArmed()) turn(NOTHING);
  }

  static boolean isArmed() {
    return !SITE.getTarget().equals(NOTHING);
  }

  private static void turn(MethodHandle target) {
    SITE.setTarget(target);
    MutableCallSite.syncAll(new MutableCallSite[] {SITE});
  }

  @SuppressWarnings("UnusedMethod") // found by its name
  private static void check() {
    var cell = Origin.own();
    if (cell != null && cell.isStopped()) throw new Pressed();
  }
}
