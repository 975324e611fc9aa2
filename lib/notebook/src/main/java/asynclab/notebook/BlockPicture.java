package asynclab.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The picture of blocks of memory at a few moments: their words, and an arrow from each address to
/// what it points at. All of it was read from memory, the arrows are drawn by the numbers alone.
public final class BlockPicture {
  private static final int MOST = 3;

  /// What lay in memory at one moment.
  ///
  /// @param head what had happened
  /// @param blocks what there was, from the top of the picture down
  public record Moment(String head, List<Block> blocks) {
    /// Keeps its own copy of the blocks.
    public Moment {
      blocks = List.copyOf(blocks);
    }

    /// The blocks as they were read.
    public static Moment of(String head, Block... blocks) {
      return new Moment(head, List.of(blocks));
    }

    /// The place an address points at: `A.value`, or what can be said of it.
    String target(long address) {
      if (address == 0) return "nothing";
      for (var block : blocks) {
        var word = block.word(address);
        if (word >= 0) return block.name() + "." + block.words().get(word).name();
      }
      return "none of these";
    }
  }

  private BlockPicture() {}

  /// Up to three moments, side by side.
  ///
  /// @throws IllegalArgumentException for none, or for more than three
  public static Figure of(String title, Moment... moments) {
    if (moments.length < 1 || moments.length > MOST) {
      throw new IllegalArgumentException(
          "%d moments: one to %d stand side by side in a picture".formatted(moments.length, MOST));
    }
    var all = List.of(moments);
    var alt = title + ". " + all.stream().map(BlockPicture::alt).collect(Collectors.joining(" "));
    return new Figure(new BlockDrawing(title, all).svg(alt), alt, caption(all), table(all));
  }

  private static String caption(List<Moment> all) {
    return all.stream().anyMatch(BlockPicture::pointsOut)
        ? "Read from memory. A broken line leads to no block of its moment."
        : "Read from memory; an arrow leads from an address to the word it is the address of.";
  }

  private static boolean pointsOut(Moment moment) {
    return addresses(moment).anyMatch(word -> moment.target(word.value()).equals("none of these"));
  }

  private static Stream<Block.Word> addresses(Moment moment) {
    return moment.blocks().stream()
        .flatMap(block -> block.words().stream())
        .filter(Block.Word::isAddress);
  }

  private static String alt(Moment moment) {
    var said = new ArrayList<String>();
    for (var block : moment.blocks()) {
      for (var word : block.words()) {
        var name = block.name() + "." + word.name();
        said.add(
            word.isAddress()
                ? name + " points at " + moment.target(word.value())
                : name + " is " + BlockDrawing.number(word.value()));
      }
    }
    return "%s: %s.".formatted(moment.head(), String.join(", ", said));
  }

  private static List<List<String>> table(List<Moment> all) {
    var table = new ArrayList<List<String>>();
    table.add(List.of("moment", "block", "at", "word", "holds", "points at"));
    for (var moment : all) {
      for (var block : moment.blocks()) {
        for (var word : block.words()) {
          table.add(
              List.of(
                  moment.head(),
                  block.name(),
                  "0x%x".formatted(block.address()),
                  word.name(),
                  BlockDrawing.number(word.value()),
                  word.isAddress() ? moment.target(word.value()) : ""));
        }
      }
    }
    return table;
  }
}
