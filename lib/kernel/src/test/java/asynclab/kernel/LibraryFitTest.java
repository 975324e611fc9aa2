package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notebooks that were fetched, beside a kernel that was there before.
class LibraryFitTest {
  @TempDir Path folder;

  private Path archive;

  @BeforeEach
  void an_image_and_what_was_fetched_into_it() throws IOException {
    archive = folder.resolve("sources.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (var file :
          Map.of("asynclab/A.java", "class A {}", "asynclab/B.java", "class B {}").entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes());
      }
    }
    write("lab", "");
    write("lib/runtime/src/main/java/module-info.java", "module a {}");
    write("lib/runtime/src/main/java/asynclab/A.java", "class A {}");
    write("lib/notebook/src/main/java/asynclab/B.java", "class B {}");
  }

  @Test
  void with_the_same_sources_there_is_nothing_to_tell() {
    assertEquals(Optional.empty(), fault());
  }

  @Test
  void a_file_that_differs_is_named_with_the_cure() throws IOException {
    write("lib/notebook/src/main/java/asynclab/B.java", "class B { }");

    assertEquals(
        """
        These notebooks were written for another library than the one this kernel runs: \
        asynclab/B.java differs. Cells may fail. To build theirs, in a terminal:  python %s setup --here
        Then restart the kernel.\
        """
            .formatted(folder.resolve("fetched", "lab")),
        fault().orElseThrow());
  }

  @Test
  void what_only_one_of_them_has_differs() throws IOException {
    Files.delete(folder.resolve("fetched/lib/runtime/src/main/java/asynclab/A.java"));
    write("lib/runtime/src/main/java/asynclab/C.java", "class C {}");

    var said = fault().orElseThrow();

    assertTrue(said.contains("asynclab/A.java differs (first of 2 files)"), said);
  }

  @Test
  void the_project_that_the_kernel_was_made_from_is_not_compared() throws IOException {
    write("lib/notebook/src/main/java/asynclab/B.java", "class B { }");

    assertEquals(
        Optional.empty(),
        LibraryFit.fault(notebooks(), folder.resolve("fetched/.lab/log"), archive));
  }

  @Test
  void a_folder_without_a_lab_has_nothing_to_compare() throws IOException {
    Files.delete(folder.resolve("fetched/lab"));

    assertEquals(Optional.empty(), fault());
  }

  private Optional<String> fault() {
    return LibraryFit.fault(notebooks(), folder.resolve("image/.lab/log"), archive);
  }

  private Path notebooks() {
    return folder.resolve("fetched", "notebooks");
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve("fetched").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
