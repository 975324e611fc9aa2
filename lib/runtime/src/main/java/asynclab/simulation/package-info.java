/// Runs that can be repeated: one seed decides who has the next turn, how long a message travels
/// and what is lost, and time is a number that jumps. The loop, the reactor and the streams are the
/// real ones; what is simulated is what they stand on.
///
/// Read [asynclab.simulation.Simulation] first, then [asynclab.simulation.Network], which says what
/// can befall a message, and [asynclab.simulation.Seeds], which looks for a run that fails.
@NullMarked
package asynclab.simulation;

import org.jspecify.annotations.NullMarked;
