package asynclab.notebook;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// What some threads did while they shared processors: when each ran and where, when it stood ready
/// for want of a processor, and when it waited because it had asked to.
///
/// [CpuRecorder] makes one, [CpuTimeline] draws it. Times are nanoseconds since the common start.
///
/// @param about where and when it was recorded; empty for one of this machine, now
/// @param lanes a lane for each thread, in the order in which they were named
public record CpuTrace(String about, List<Lane> lanes) {
  /// Why a thread stopped running.
  public enum End {
    /// The kernel took the processor away: it was interrupted, mostly by the timer.
    TAKEN("the kernel took the CPU (timer)"),
    /// The thread gave it up, by a call that has to wait.
    BLOCKED("a call that waits"),
    /// It ran on without a switch, and yet time is missing: the machine below the kernel stood
    /// still (a hypervisor, the firmware), or the kernel served interrupts.
    STALLED("no switch: time taken from below"),
    /// It runs on, on another processor.
    MOVED("moved to another CPU"),
    /// The thread's work was done.
    ENDED("its end");

    final String meaning;

    End(String meaning) {
      this.meaning = meaning;
    }
  }

  /// A stretch of a thread's life, `from` until `to`.
  public sealed interface Span {
    /// When it began.
    long from();

    /// When it was over.
    long to();

    /// How long it was.
    default long nanos() {
      return to() - from();
    }
  }

  /// It ran on a processor: one slice.
  public record Ran(int cpu, long from, long to, End end) implements Span {}

  /// It could have run, and had no processor.
  public record Ready(long from, long to) implements Span {}

  /// It waited for what it had asked for.
  public record Waited(long from, long to) implements Span {}

  /// One thread.
  ///
  /// @param thread its name
  /// @param spans its life in order, without holes
  /// @param voluntary how often it gave its processor up, as the kernel counted (`ru_nvcsw`)
  /// @param involuntary how often it was taken away (`ru_nivcsw`)
  public record Lane(String thread, List<Span> spans, long voluntary, long involuntary) {
    /// Keeps its own copy.
    public Lane {
      spans = List.copyOf(spans);
    }

    /// Its slices.
    public List<Ran> slices() {
      return spans.stream().filter(Ran.class::isInstance).map(Ran.class::cast).toList();
    }

    /// How often a slice ended so.
    public long ends(End end) {
      return slices().stream().filter(slice -> slice.end() == end).count();
    }

    /// How long it ran.
    public long ranNanos() {
      return nanos(Ran.class);
    }

    /// How long it stood ready and did not run: what sharing cost it.
    public long readyNanos() {
      return nanos(Ready.class);
    }

    /// How long it waited.
    public long waitedNanos() {
      return nanos(Waited.class);
    }

    private long nanos(Class<? extends Span> kind) {
      return spans.stream().filter(kind::isInstance).mapToLong(Span::nanos).sum();
    }
  }

  /// Keeps its own copy.
  public CpuTrace {
    lanes = List.copyOf(lanes);
  }

  /// The processors on which its threads ran, by the kernel's numbers.
  public List<Integer> cpus() {
    var cpus = new TreeSet<Integer>();
    lanes.forEach(lane -> lane.slices().forEach(slice -> cpus.add(slice.cpu())));
    return List.copyOf(cpus);
  }

  /// How long all of it took.
  public long nanos() {
    return lanes.stream()
        .filter(lane -> !lane.spans().isEmpty())
        .mapToLong(lane -> lane.spans().getLast().to())
        .max()
        .orElse(0);
  }

  /// How long the threads ran, together.
  public long ranNanos() {
    return lanes.stream().mapToLong(Lane::ranNanos).sum();
  }

  /// How many slices ended so, in all lanes.
  public long ends(End end) {
    return lanes.stream().mapToLong(lane -> lane.ends(end)).sum();
  }

  /// What follows from it, in figures: the line under the title of its picture.
  public String summary() {
    var slices = lanes.stream().mapToInt(lane -> lane.slices().size()).sum();
    return String.format(
        Locale.ROOT,
        "%s of work in %s on %s: %s, %d of them cut short by the kernel",
        millis(ranNanos()),
        millis(nanos()),
        Words.count(cpus().size(), "CPU"),
        Words.count(slices, "slice"),
        ends(End.TAKEN));
  }

  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
  }

  @Override
  public String toString() {
    return summary();
  }
}
