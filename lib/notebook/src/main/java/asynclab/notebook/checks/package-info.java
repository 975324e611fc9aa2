/// Checks for the exercises: each tries the learner's object and says what it saw.
///
/// In reading order: [asynclab.notebook.checks.Check], the one call a notebook makes;
/// [asynclab.notebook.checks.CheckResult] and [asynclab.notebook.checks.Row], what it shows;
/// [asynclab.notebook.checks.Exercise] and [asynclab.notebook.checks.Trial], what a check is
/// written with; [asynclab.notebook.checks.TargetCheck], an example. A new check is a line in
/// `Exercises`.
///
/// ```java
/// TargetParser mine = target -> …;
/// Check.of("delay.target", mine)
/// ```
@NullMarked
package asynclab.notebook.checks;

import org.jspecify.annotations.NullMarked;
