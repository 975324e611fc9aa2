/// The observer seam: what a loop did and when, for pictures, tests and debugging alike.
///
/// In reading order: [asynclab.trace.Observer], [asynclab.trace.Recorder], [asynclab.trace.Site],
/// [asynclab.trace.FlightRecording]. Every other package may use this one; it uses none.
@NullMarked
package asynclab.trace;

import org.jspecify.annotations.NullMarked;
