package asynclab.notebook;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// A piece of memory at one moment: what stood where, word by word.
///
/// @param name as the program calls it
/// @param address where it began
/// @param words its words, from the lowest address up; eight bytes each
public record Block(String name, long address, List<Word> words) {
  /// Eight bytes.
  ///
  /// @param name its field
  /// @param value what stood there
  /// @param isAddress whether that was meant as an address
  public record Word(String name, long value, boolean isAddress) {}

  /// Keeps its own copy of the words.
  public Block {
    words = List.copyOf(words);
  }

  /// Reads `memory` now.
  ///
  /// @param layout a struct of `long`s and addresses
  /// @throws IllegalArgumentException when a field of the struct is something else
  public static Block read(String name, MemorySegment memory, StructLayout layout) {
    var words = new ArrayList<Word>();
    for (var member : layout.memberLayouts()) {
      var field = member.name().orElse("");
      if (!(member instanceof ValueLayout value) || value.byteSize() != Long.BYTES) {
        throw new IllegalArgumentException("%s is no word of eight bytes".formatted(member));
      }
      var at = layout.byteOffset(groupElement(field));
      var word = memory.get(ValueLayout.JAVA_LONG, at);
      words.add(new Word(field, word, value instanceof AddressLayout));
    }
    return new Block(name, memory.address(), words);
  }

  /// The word that an address lies in, or -1.
  int word(long pointer) {
    var from = pointer - address;
    return from >= 0 && from < (long) words.size() * Long.BYTES ? (int) (from / Long.BYTES) : -1;
  }
}
