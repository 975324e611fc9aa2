package asynclab.notebook.checks;

/// One thing a check tried.
///
/// @param tried what was given to the learner's object
/// @param expected what should have come
/// @param seen what came
/// @param ok whether that will do
/// @param why one sentence about the idea behind a wrong answer; empty when it is right
public record Row(String tried, String expected, String seen, boolean ok, String why) {}
