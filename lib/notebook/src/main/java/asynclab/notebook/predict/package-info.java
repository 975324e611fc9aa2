/// Predict, then run: a question that a cell asks before the answer is seen.
///
/// In reading order: [asynclab.notebook.predict.Predict], the one call a notebook makes;
/// `Question`, `Prediction`, what it shows; `QuestionFile`, how the questions are written. The
/// questions of a notebook are a text file of its name beside these classes. What was answered
/// comes back: [asynclab.notebook.predict.Review], the call; `Card`, when; `Hand`, what it shows.
///
/// ```java
/// Predict.of("04.units", "?")     // shows the question and its choices, and goes on
/// Predict.of("04.units", "b")     // answers what is right or wrong about b
/// Review.here()                   // deals what is due today
/// ```
@NullMarked
package asynclab.notebook.predict;

import org.jspecify.annotations.NullMarked;
