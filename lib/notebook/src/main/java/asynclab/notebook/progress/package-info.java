/// How far a learner has come: [asynclab.notebook.progress.Progress], a table for each notebook,
/// and the same as a text that travels.
///
/// In reading order: `Progress`, the calls a notebook makes; `ProgressText`, the text;
/// [asynclab.notebook.progress.ProgressCommand], the same at a command line; `School`, what many
/// learners have sent.
///
/// ```java
/// Progress.here()
/// Progress.export()               // "asynclab1-…", to be pasted elsewhere
/// Progress.importFrom("asynclab1-…")
/// ```
@NullMarked
package asynclab.notebook.progress;

import org.jspecify.annotations.NullMarked;
