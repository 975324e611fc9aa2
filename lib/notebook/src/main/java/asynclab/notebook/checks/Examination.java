package asynclab.notebook.checks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// A JUnit test class that tries a learner's object.
///
/// Its tests are given the learner's object and the [Trial] as parameters, whichever they name.
/// They run in the order of their `@Order`, in one instance, so a later one may build on what an
/// earlier one left in a field. The `@DisplayName` of a test is what the learner reads as *tried*.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LearnersObject.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@interface Examination {}
