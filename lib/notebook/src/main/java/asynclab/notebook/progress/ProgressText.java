package asynclab.notebook.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.DAYS;

import asynclab.notebook.checks.Check;
import asynclab.notebook.logbook.Entry;
import asynclab.notebook.logbook.Entry.Deed;
import asynclab.notebook.predict.Predict;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// Progress as one short line: `asynclab1-LENGTH-BYTES-CHECKSUM`.
///
/// The bytes are in Base64. For each day: its number (2 bytes), how many were solved and their
/// names (2 bytes each); how many were answered, and of each name, letter and box (3 bytes). A name
/// is 16 bits of its checksum, so the text stays short and does not depend on a numbering that a
/// new exercise would change; a test sees to it that no two names have the same.
final class ProgressText {
  private static final int VERSION = 1;
  static final String HEAD = "asynclab";
  private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);
  private static final int BYTES_MAX = 16_000;

  /// Mail breaks lines and quotes them.
  private static final Pattern MAIL = Pattern.compile("[\\s>]+");

  private static final Pattern FORM =
      Pattern.compile(HEAD + "(\\d{1,9})-(\\d{1,9})-([^-]*)(?:-([0-9a-f]{8}))?.*");
  private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9+/]");

  private ProgressText() {}

  /// What a text says.
  ///
  /// @param entries what this version of the lab knows
  /// @param unknown how many of its names this version does not know
  record Read(List<Entry> entries, int unknown) {}

  /// No text of ours, or not whole; the message is a sentence that names what is wrong.
  static final class Garbled extends Exception {
    private static final long serialVersionUID = 1;

    Garbled(String sentence) {
      super(sentence);
    }
  }

  // -------------------------------------------------------------------------------- writing

  /// What one day brought: names solved, and names answered with letter and box in one byte.
  private record Day(List<String> solved, Map<String, Integer> answered) {}

  static String of(List<Entry> entries) {
    var days = new TreeMap<LocalDate, Day>();
    for (var entry : entries) {
      switch (entry.deed()) {
        case SOLVED -> day(days, entry).solved().add(entry.id());
        case ANSWERED -> {
          var review = reviewOf(entry, entries);
          var box = review.mark().isEmpty() ? 0 : Integer.parseInt(review.mark());
          day(days, review)
              .answered()
              .put(entry.id(), (entry.mark().charAt(0) - 'a' & 0xf) | box << 4);
        }
        case REVIEWED -> {} // goes with its answer
      }
    }
    var bytes = Base64.getEncoder().withoutPadding().encodeToString(bytes(days));
    return "%s%d-%d-%s-%s".formatted(HEAD, VERSION, bytes.length(), bytes, checksum(bytes));
  }

  private static Day day(Map<LocalDate, Day> days, Entry entry) {
    return days.computeIfAbsent(entry.date(), date -> new Day(new ArrayList<>(), new TreeMap<>()));
  }

  /// The review of an answer; one without a box, on the day of the answer, where there is none.
  private static Entry reviewOf(Entry answer, List<Entry> entries) {
    return entries.stream()
        .filter(it -> it.deed() == Deed.REVIEWED && it.id().equals(answer.id()))
        .findFirst()
        .orElse(new Entry(answer.date(), Deed.REVIEWED, answer.id(), ""));
  }

  private static byte[] bytes(Map<LocalDate, Day> days) {
    var bytes = ByteBuffer.allocate(BYTES_MAX);
    days.forEach((date, day) -> {
      bytes.putShort((short) FIRST_DAY.until(date, DAYS));
      bytes.putShort((short) day.solved().size());
      day.solved().forEach(id -> bytes.putShort(number(id)));
      bytes.putShort((short) day.answered().size());
      day.answered().forEach((id, mark) -> bytes.putShort(number(id)).put(mark.byteValue()));
    });
    var written = new byte[bytes.position()];
    bytes.flip().get(written);
    return written;
  }

  // -------------------------------------------------------------------------------- reading

  /// Reads the text, wherever it stands in what was pasted.
  static Read read(String pasted) throws Garbled {
    var text = MAIL.matcher(pasted).replaceAll("");
    var start = text.indexOf(HEAD);
    var form = FORM.matcher(start < 0 ? "" : text.substring(start));
    if (!form.matches()) {
      throw new Garbled(
          "this is no progress of the lab: such a text begins with %s%d- and a number"
              .formatted(HEAD, VERSION));
    }
    if (Integer.parseInt(form.group(1)) != VERSION) {
      throw new Garbled(
          "this text has format %s and this lab reads format %d: use the newer lab for both"
              .formatted(form.group(1), VERSION));
    }
    var bytes = form.group(3);
    whole(bytes, Integer.parseInt(form.group(2)), form.group(4) != null);
    if (!checksum(bytes).equals(form.group(4))) {
      throw new Garbled(
          "a character of this text is not what it was (its checksum says so): copy it again");
    }
    return entries(ByteBuffer.wrap(Base64.getDecoder().decode(bytes)));
  }

  private static void whole(String bytes, int length, boolean ended) throws Garbled {
    var foreign = FOREIGN.matcher(bytes);
    if (foreign.find() && foreign.start() < length) {
      throw new Garbled(
          "no such text holds a “%s”, and this one does, after %d characters: copy it again"
              .formatted(foreign.group(), foreign.start()));
    }
    if (bytes.length() < length || !ended) {
      throw new Garbled(
          "the end of this text is missing: %d of %d characters are here; copy all of it"
              .formatted(Math.min(bytes.length(), length), length));
    }
    if (bytes.length() > length) {
      throw new Garbled(
          "this text has %d characters too many: copy it again".formatted(bytes.length() - length));
    }
  }

  private static Read entries(ByteBuffer bytes) throws Garbled {
    var exercises = names(Check.ids().stream());
    var predictions = names(Predict.notebooks().stream().flatMap(n -> Predict.ids(n).stream()));
    var entries = new ArrayList<Entry>();
    var unknown = 0;
    try {
      while (bytes.hasRemaining()) {
        var date = FIRST_DAY.plusDays(Short.toUnsignedInt(bytes.getShort()));
        for (var left = bytes.getShort(); left > 0; left--) {
          var id = exercises.get(bytes.getShort());
          if (id == null) unknown++;
          else entries.add(new Entry(date, Deed.SOLVED, id, ""));
        }
        for (var left = bytes.getShort(); left > 0; left--) {
          var id = predictions.get(bytes.getShort());
          var mark = bytes.get();
          if (id == null) unknown++;
          else entries.addAll(answer(date, id, mark & 0xf, mark >> 4 & 0xf));
        }
      }
    } catch (BufferUnderflowException cut) {
      throw new Garbled("this text ends in the middle: it was not made by this lab");
    }
    return new Read(List.copyOf(entries), unknown);
  }

  private static List<Entry> answer(LocalDate date, String id, int letter, int box) {
    var answer = new Entry(date, Deed.ANSWERED, id, String.valueOf((char) ('a' + letter)));
    if (box == 0) return List.of(answer);
    return List.of(answer, new Entry(date, Deed.REVIEWED, id, String.valueOf(box)));
  }

  // -------------------------------------------------------------------------------- names

  private static Map<Short, String> names(Stream<String> ids) {
    var names = new HashMap<Short, String>();
    ids.forEach(id -> names.put(number(id), id));
    return names;
  }

  /// Sixteen bits that stand for a name.
  static short number(String id) {
    var crc = crc(id);
    return (short) (crc ^ crc >>> 16);
  }

  private static String checksum(String text) {
    return "%08x".formatted(crc(text));
  }

  private static int crc(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return (int) crc.getValue();
  }
}
