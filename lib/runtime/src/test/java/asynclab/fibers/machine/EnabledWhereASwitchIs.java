package asynclab.fibers.machine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/// For tests that switch stacks.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "asynclab.fibers.machine.Here#hasSwitch",
    disabledReason = "the lab has no switch for this system and processor")
@interface EnabledWhereASwitchIs {}
