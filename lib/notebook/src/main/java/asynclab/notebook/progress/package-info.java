/// How far a learner has come: [asynclab.notebook.progress.Progress], a table for each notebook.
///
/// ```java
/// Progress.here()
/// ```
@NullMarked
package asynclab.notebook.progress;

import org.jspecify.annotations.NullMarked;
