package asynclab.notebook.ladder;

import asynclab.notebook.Figure;
import asynclab.notebook.LadderPicture;
import asynclab.trace.Observer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A runtime as five parts, each of which can be exchanged for the library's.
///
/// ```java
/// var ladder = Ladder.here();                     // yours, where you have written one
/// try (var runtime = ladder.open()) {
///   runtime.blockOn(ask(runtime.reactor(), "R0"));
/// }
/// ```
public final class Ladder {
  private final Map<Rung, Part> parts;
  private final List<String> remarks;

  private Ladder(Map<Rung, Part> parts, List<String> remarks) {
    this.parts = parts;
    this.remarks = remarks;
  }

  /// The library's parts alone.
  public static Ladder ofLibrary() {
    var parts = new EnumMap<Rung, Part>(Rung.class);
    for (var rung : Rung.values()) parts.put(rung, Part.ofLibrary(rung));
    return new Ladder(parts, List.of());
  }

  /// The learner's own parts where they are kept, and elsewhere ours, a page each, from the folder
  /// `stages` beside the notebook. Where a part cannot be compiled the library's stands in for it,
  /// and [#remarks] says why.
  public static Ladder here() {
    return of(OwnParts.here());
  }

  static Ladder of(OwnParts own) {
    var parts = new EnumMap<Rung, Part>(Rung.class);
    var remarks = new ArrayList<String>();
    for (var rung : Rung.values()) parts.put(rung, own.find(rung, remarks));
    return new Ladder(parts, List.copyOf(remarks));
  }

  /// The same with a part of yours.
  ///
  /// @param maker makes it: a [Makers.Pollers] for the poller, for instance
  public Ladder with(Rung rung, Object maker) {
    var other = new EnumMap<>(parts);
    other.put(rung, new Part(Part.Owner.YOURS, rung.maker.cast(maker)));
    return new Ladder(other, remarks);
  }

  /// The same with the library's part on every rung but these.
  public Ladder only(Collection<Rung> kept) {
    var other = new EnumMap<>(parts);
    for (var rung : Rung.values()) {
      if (!kept.contains(rung)) other.put(rung, Part.ofLibrary(rung));
    }
    return new Ladder(other, remarks);
  }

  /// All 32 runtimes that can be put together of these parts and the library's.
  public List<Ladder> mixes() {
    var rungs = List.of(Rung.values());
    var mixes = new ArrayList<Ladder>();
    for (var bits = 0; bits < 1 << rungs.size(); bits++) {
      var kept = EnumSet.noneOf(Rung.class);
      for (var i = 0; i < rungs.size(); i++) if ((bits >> i & 1) == 1) kept.add(rungs.get(i));
      mixes.add(only(kept));
    }
    return mixes;
  }

  /// The rungs on which a part of the learner's stands.
  public Set<Rung> yours() {
    return rungs(Part.Owner.YOURS);
  }

  private Set<Rung> rungs(Part.Owner owner) {
    return Stream.of(Rung.values())
        .filter(rung -> owner(rung) == owner)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rung.class)));
  }

  Part.Owner owner(Rung rung) {
    return part(rung).owner();
  }

  private Part part(Rung rung) {
    var part = parts.get(rung);
    if (part == null) throw new AssertionError(rung);
    return part;
  }

  /// What is to be said about parts that could not be used, a sentence each.
  public List<String> remarks() {
    return remarks;
  }

  /// The runtime, on this thread, with real sockets and a real clock.
  public LadderRuntime open() throws IOException {
    return open(Observer.NONE);
  }

  /// The same, watched.
  public LadderRuntime open(Observer observer) throws IOException {
    var poller = ((Makers.Pollers) part(Rung.POLLER).maker()).open();
    try {
      var reactor = reactors().over(poller, observer, System::nanoTime);
      return new LadderRuntime(executors().over(reactor, wakers(), schedulers()), reactor);
    } catch (IOException | RuntimeException failure) {
      poller.close();
      throw failure;
    }
  }

  /// Makes the reactor.
  public Makers.Reactors reactors() {
    return (Makers.Reactors) part(Rung.REACTOR).maker();
  }

  /// Makes the executor.
  public Makers.Executors executors() {
    return (Makers.Executors) part(Rung.EXECUTOR).maker();
  }

  /// Makes the wakers of its tasks.
  public Makers.Wakers wakers() {
    return (Makers.Wakers) part(Rung.WAKER).maker();
  }

  /// Makes its scheduler.
  public Makers.Schedulers schedulers() {
    return (Makers.Schedulers) part(Rung.SCHEDULER).maker();
  }

  /// The picture: whose part stands on which rung.
  public Figure figure() {
    var rows = Stream.of(Rung.values()).map(this::row).toList();
    var count = yours().size();
    var are = count == 1 ? "is" : "are";
    return LadderPicture.of("Your ladder: %d of 5 rungs %s yours".formatted(count, are), rows);
  }

  private LadderPicture.Row row(Rung rung) {
    var owner = owner(rung);
    var name = rung.word().substring(0, 1).toUpperCase(Locale.ROOT) + rung.word().substring(1);
    var part = owner == Part.Owner.LIBRARY ? rung.reference : rung.type;
    return new LadderPicture.Row(name, rung.does, part, owner.words, owner.look);
  }

  /// Whose part stands on which rung, in words.
  @Override
  public String toString() {
    return Stream.of(Rung.values())
        .map(rung -> rung.word() + ": " + owner(rung).words)
        .collect(Collectors.joining(", "));
  }
}
