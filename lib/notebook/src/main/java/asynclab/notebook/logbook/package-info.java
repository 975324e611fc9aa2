/// What a learner has solved, answered and reviewed, in a small file beside the notebooks:
/// [asynclab.notebook.logbook.Logbook] and its lines, [asynclab.notebook.logbook.Entry]. Checks and
/// predictions write it, [asynclab.notebook.progress.Progress] shows it. Not for notebooks.
@NullMarked
package asynclab.notebook.logbook;

import org.jspecify.annotations.NullMarked;
