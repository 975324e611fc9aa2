/// A runtime of five parts, each the learner's own or the lab's: the notebook `10b-the-ladder`.
///
/// Read [asynclab.notebook.ladder.Makers] first, the borders between the parts; then
/// [asynclab.notebook.ladder.Rung], which names them, and [asynclab.notebook.ladder.Ladder], which
/// puts them together.
@NullMarked
package asynclab.notebook.ladder;

import org.jspecify.annotations.NullMarked;
