package asynclab.fibers.machine;

import asynclab.fibers.machine.StackView.Kind;
import asynclab.fibers.machine.StackView.Row;
import asynclab.fibers.machine.StackView.Saved;
import asynclab.syscalls.Routine;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Goes from the saved stack pointer upwards, from call to call, and says what each word is.
///
/// Every return address lies in one of our routines, and [Frames] says how long its frame is; so
/// the next return address is found, until the words that spawn laid down are reached.
final class StackReader {
  private static final int WORDS_BELOW = 2; // so that it shows where the stack ends
  private static final int UNUSED_WORDS = 4; // of a stack that no pointer points into
  private static final long SMALL = 1 << 16; // a number below is no address

  private final MachineFiber fiber;
  private final MachineFibers owner;
  private final Abi abi;
  private final Stack stack;
  private final Context context;
  private final Map<Long, Row> rows = new TreeMap<>((a, b) -> Long.compare(b, a));

  StackReader(MachineFiber fiber) {
    this.fiber = fiber;
    owner = fiber.owner();
    abi = owner.abi();
    stack = fiber.stack();
    context = fiber.context();
    if (fiber.state() == State.RUNNING) {
      throw new IllegalStateException("a fiber that runs has its registers in the processor");
    }
  }

  StackView view() {
    var pointer = context.get(pointerName());
    var isOurs = pointer >= stack.readable() && pointer < stack.top();
    if (isOurs) walk(pointer);
    var below = Math.max(pointer - WORDS_BELOW * Long.BYTES, stack.readable());
    var from = isOurs ? below : stack.top() - UNUSED_WORDS * Long.BYTES;
    for (var at = stack.top() - Long.BYTES; at >= from; at -= Long.BYTES) {
      if (!rows.containsKey(at)) put(at, at < pointer ? below(at) : laidDown(at));
    }
    var registers = new ArrayList<Saved>();
    for (var each : abi.registers()) {
      registers.add(new Saved(each, context.get(each), meaning(context.get(each))));
    }
    return new StackView(
        fiber.toString(),
        stack.top(),
        stack.bottom(),
        stack.hasGuardPage(),
        pointer,
        stack.used(),
        new ArrayList<>(rows.values()),
        registers);
  }

  private String pointerName() {
    return abi == Abi.AAPCS64 ? "sp" : "rsp";
  }

  /// What a word is, before it has an address.
  private record Word(Kind kind, String meaning) {}

  private void put(long at, Word word) {
    rows.put(at, new Row(at, at - stack.top(), word(at), word.kind, word.meaning));
  }

  private long word(long at) {
    return stack.get(at - stack.top());
  }

  private void walk(long pointer) {
    var at = pointer;
    var next = abi == Abi.AAPCS64 ? owner.code().at(context.get("x30")) : returnAt(at);
    if (abi != Abi.AAPCS64 && next.isPresent()) at += Long.BYTES;
    while (next.isPresent() && next.get().offset() > 0) {
      var place = next.get();
      var frame = Frames.at(place.routine(), place.offset());
      for (var offset = 0; offset < frame.bytes(); offset += Long.BYTES) {
        if (offset == frame.returnAddress()) continue;
        put(at + offset, inFrame(place.routine(), frame, offset));
      }
      next =
          at + frame.returnAddress() < stack.top() ? returnAt(at + frame.returnAddress()) : none();
      at += Math.max(frame.bytes(), frame.returnAddress() + Long.BYTES);
    }
  }

  private static Optional<Code.Place> none() {
    return Optional.empty();
  }

  /// The place to which the word there returns, if a call has put it there.
  private Optional<Code.Place> returnAt(long at) {
    var place = owner.code().at(word(at));
    if (place.isEmpty()) return none();
    place
        .filter(each -> each.offset() > 0)
        .ifPresent(each -> put(at, new Word(Kind.RETURN, "return address: on in " + each)));
    if (abi == Abi.AAPCS64 && place.get().offset() == 0) put(at, laidDown(at));
    return place;
  }

  private Word inFrame(Routine routine, Frames.Frame frame, int offset) {
    var register = frame.saved().get(offset);
    if (register == null) return new Word(Kind.ROOM, "room that " + routine.title() + " has taken");
    return new Word(Kind.SAVED, register + " of whoever called " + routine.title());
  }

  /// The words that spawn wrote, and those it left as they were.
  private Word laidDown(long at) {
    var word = word(at);
    var place = owner.code().at(word);
    var isTable = word == owner.tableAddress();
    if (isTable) return new Word(Kind.TABLE, "the scheduler's table, for guard");
    if (place.isEmpty() || place.get().offset() > 0) return untouched(at, "room that nobody uses");
    return switch (place.get().routine().title()) {
      case "guard" -> new Word(Kind.GUARD, "guard: where the function returns to in the end");
      case "skip" -> new Word(Kind.SKIP, "skip: between the function and guard");
      default -> new Word(Kind.FUNCTION, "f: " + place.get() + ", to be entered by " + entry());
    };
  }

  private String entry() {
    return abi == Abi.AAPCS64 ? "start" : "ret";
  }

  private Word below(long at) {
    return untouched(at, "below the stack pointer: left over");
  }

  private Word untouched(long at, String otherwise) {
    var word = word(at);
    if (word == Stack.CANARY) return new Word(Kind.CANARY, "a canary: never written");
    if (word == 0) return new Word(Kind.UNTOUCHED, "never written, or zero");
    return new Word(Kind.LEFT_OVER, otherwise);
  }

  /// What the value of a register is.
  private String meaning(long value) {
    if (value >= 0 && value < SMALL) return "";
    if (value == owner.tableAddress()) return "the scheduler's table";
    if (owner.isClosure(value)) return "a closure";
    if (value >= stack.readable() && value < stack.top()) {
      return "T-0x%02x on its stack".formatted(stack.top() - value);
    }
    return owner.code().at(value).map(Code.Place::toString).orElse("");
  }
}
