/// Checks for the exercises: each runs JUnit tests on the learner's object and says what was seen.
///
/// In reading order: [asynclab.notebook.checks.Check], the calls a notebook makes;
/// [asynclab.notebook.checks.CheckResult] and [asynclab.notebook.checks.Row], what they show. What
/// a check is written with: `Exercise`, what an exercise asks for; `Examination`, a JUnit test
/// class that is given the learner's object; `Trial`, by which a test says what it expects and what
/// a wrong answer means; `StaleCheck` and `TargetCheck`, examples. How it runs: `Examiner`,
/// `Watchdog`, `RowWriter`. A new check is a line in `Exercises`, and files in
/// `notebooks/solutions`: the solution, three hints, and each known wrong idea.
///
/// ```java
/// TargetParser mine = target -> …;
/// Check.of("delay.target", mine)
/// Check.hint("delay.target")         // one more each time, of three
/// Check.solution("delay.target")
/// ```
@NullMarked
package asynclab.notebook.checks;

import org.jspecify.annotations.NullMarked;
