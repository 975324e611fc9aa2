package asynclab.notebook.checks;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the learner's object and the [Trial] to the tests of an [Examination], and skips what is
/// left of them once the check is over.
final class LearnersObject implements ParameterResolver, ExecutionCondition {
  /// Bound on the thread that runs the tests; JUnit makes this extension, so it has no other way
  /// in.
  static final ScopedValue<Trial> TRIAL = ScopedValue.newInstance();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Trial.class || type.isInstance(TRIAL.get().learners());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var trial = TRIAL.get();
    return parameter.getParameter().getType() == Trial.class ? trial : trial.learners();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!TRIAL.isBound()) return ConditionEvaluationResult.disabled("a check alone runs this");
    return TRIAL.get().isOver()
        ? ConditionEvaluationResult.disabled("the check is over")
        : ConditionEvaluationResult.enabled("the check goes on");
  }
}
