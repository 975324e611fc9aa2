package asynclab.notebook.checks;

import java.util.ServiceLoader;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs an [Examination] with JUnit, on the thread that calls.
///
/// The launcher is put together by hand: one engine, one class, no search of the class path, no
/// listeners or settings picked up from outside. So the first check of a cold kernel comes soon,
/// and nothing a learner has on the class path changes it.
final class Examiner {
  private static final String JUPITER = "junit-jupiter";

  private Examiner() {}

  /// Runs the tests of `examination`; what becomes of them stands in `trial`.
  static void examine(Class<?> examination, Trial trial) {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(examination))
            .enableImplicitConfigurationParameters(false)
            .build();
    ScopedValue.where(LearnersObject.TRIAL, trial)
        .run(() -> launcher().execute(request, new RowWriter(trial)));
  }

  private static Launcher launcher() {
    return LauncherFactory.create(
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestEngines(jupiter())
            .build());
  }

  /// Its class is not for us to name: the engine is a service.
  private static TestEngine jupiter() {
    for (var engine : ServiceLoader.load(TestEngine.class, TestEngine.class.getClassLoader())) {
      if (engine.getId().equals(JUPITER)) return engine;
    }
    throw new IllegalStateException(
        "JUnit's engine %s is not on the class path: run `lab setup`".formatted(JUPITER));
  }
}
