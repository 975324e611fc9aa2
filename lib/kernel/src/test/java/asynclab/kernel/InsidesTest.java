package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class InsidesTest {
  @Test
  void this_jjava_has_every_private_field_the_adapter_reads() {
    assertEquals(List.of(), Insides.missing());
  }

  @Test
  void a_changed_jjava_is_reported_in_one_sentence_with_its_cure() {
    var changed = new Insides.ChangedKernel("CommManager.iopub", new NoSuchFieldException());

    assertEquals(
        "this JJava has no CommManager.iopub: the lab needs JJava 1.0a8, run `lab setup` to get it",
        changed.getMessage());
  }
}
