/// Fibers from the bare machine up: a switch of stacks in machine code, and all that it needs.
///
/// In reading order: [asynclab.fibers.machine.Abi] (what a called function must leave as it was),
/// [asynclab.fibers.machine.Switches] (save that, load another's, return),
/// [asynclab.fibers.machine.Context] (where it is kept), [asynclab.fibers.machine.Stack],
/// [asynclab.fibers.machine.Scheduler] (yield, spawn, guard and skip in machine code),
/// [asynclab.fibers.machine.Bodies] (functions to run as fibers),
/// [asynclab.fibers.machine.MachineFibers] (all of it, ready to use),
/// [asynclab.fibers.machine.StackView] (what lies on the stack of a fiber that waits) and
/// [asynclab.fibers.machine.Ring] (what a switch costs).
///
/// No Java frame ever stands on a stack of this package: the JVM would not find it there, neither
/// to collect garbage nor to throw an exception. What runs there is machine code alone. Fibers for
/// Java code are `asynclab.fibers`.
///
/// The notebook `05-fibers` derives it.
@NullMarked
package asynclab.fibers.machine;

import org.jspecify.annotations.NullMarked;
