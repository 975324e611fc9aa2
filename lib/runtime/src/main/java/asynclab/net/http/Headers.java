package asynclab.net.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The fields of a message, in their order. Names are the same in any case.
public record Headers(List<Field> fields) {
  /// No field.
  public static final Headers NONE = new Headers(List.of());

  public Headers {
    fields = List.copyOf(fields);
  }

  /// One line of a head. What cannot be written in a line, an end of line for instance, is refused
  /// with an [IllegalArgumentException].
  public record Field(String name, String value) {
    public Field {
      if (!Chars.isToken(name)) {
        throw new IllegalArgumentException("\"" + name + "\" is no name of a field");
      }
      if (!Chars.isFieldValue(value)) {
        throw new IllegalArgumentException(
            "the value of "
                + name
                + " has an end of line, a control character, spaces around it"
                + " or a character above U+00FF");
      }
    }

    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  /// Names and values in turn: `Headers.of("Content-Type", "text/plain")`.
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("names and values in turn: the last name has no value");
    }
    var fields = new ArrayList<Field>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(fields);
  }

  /// These and one more.
  public Headers with(String name, String value) {
    return new Headers(Stream.concat(fields.stream(), Stream.of(new Field(name, value))).toList());
  }

  /// These without those of that name.
  public Headers without(String name) {
    return new Headers(fields.stream().filter(field -> !field.is(name)).toList());
  }

  /// The value of the first field of that name.
  public Optional<String> first(String name) {
    for (var field : fields) if (field.is(name)) return Optional.of(field.value());
    return Optional.empty();
  }

  /// The values of all fields of that name.
  public List<String> all(String name) {
    var values = new ArrayList<String>();
    for (var field : fields) if (field.is(name)) values.add(field.value());
    return List.copyOf(values);
  }

  public boolean has(String name) {
    for (var field : fields) if (field.is(name)) return true;
    return false;
  }

  /// Whether the fields of that name, lists with commas, have that member, in any case.
  public boolean has(String name, String member) {
    return has(name) && members(name).stream().anyMatch(member::equalsIgnoreCase);
  }

  /// What stands between the commas of all fields of that name.
  List<String> members(String name) {
    return all(name).stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(Chars::strip)
        .toList();
  }
}
