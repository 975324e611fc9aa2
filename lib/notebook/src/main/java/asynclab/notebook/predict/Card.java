package asynclab.notebook.predict;

import asynclab.notebook.logbook.Entry;
import asynclab.notebook.logbook.Entry.Deed;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A question in the review deck, in one of five boxes; the higher, the longer it stays away.
///
/// The method is Sebastian Leitner's (*So lernt man lernen*, Herder 1972): a right answer moves a
/// card one box up, a wrong one back to the first. A box keeps its cards 1, 2, 4, 8 or 16 days.
///
/// @param question the question
/// @param box 1 to 5
/// @param since the day on which it was put there
record Card(Question question, int box, LocalDate since) {
  private static final int BOXES = 5;

  /// Where a question begins that was answered right at once; a wrong answer begins in box 1.
  private static final int BEGINS = 2;

  /// What comes back first: the lowest box, then what has waited longest.
  private static final Comparator<Card> SOONEST =
      Comparator.comparingInt(Card::box).thenComparing(Card::due);

  /// The cards of everything that was answered, in the order of the questions.
  static List<Card> deck(List<Question> questions, List<Entry> entries) {
    return questions.stream().flatMap(question -> of(question, entries).stream()).toList();
  }

  private static Optional<Card> of(Question question, List<Entry> entries) {
    Function<Deed, Optional<Entry>> last =
        deed ->
            entries.stream()
                .filter(entry -> entry.deed() == deed && entry.id().equals(question.id()))
                .findFirst();
    return last.apply(Deed.REVIEWED)
        .map(it -> new Card(question, Math.min(Integer.parseInt(it.mark()), BOXES), it.date()))
        .or(() -> last.apply(Deed.ANSWERED).map(it -> fresh(question, it)));
  }

  private static Card fresh(Question question, Entry answer) {
    return new Card(question, question.isRight(answer.mark()) ? BEGINS : 1, answer.date());
  }

  /// The cards that are due on this day, the soonest first.
  static List<Card> dueBy(List<Card> deck, LocalDate day) {
    return deck.stream().filter(card -> !card.due().isAfter(day)).sorted(SOONEST).toList();
  }

  /// The day on which it comes back.
  LocalDate due() {
    return since.plusDays(1L << (box - 1));
  }

  /// The box it is put into by an answer.
  int boxAfter(boolean right) {
    return right ? Math.min(box + 1, BOXES) : 1;
  }
}
