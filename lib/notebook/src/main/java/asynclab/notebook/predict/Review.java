package asynclab.notebook.predict;

import asynclab.notebook.Html;
import asynclab.notebook.logbook.Entry.Deed;
import asynclab.notebook.logbook.Logbook;
import asynclab.notebook.markup.Sentence;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The review deck: predictions of chapters you have been through come back after some days, three
/// at a time; see [Card] for when.
///
/// As with [Predict] the answers stand in the call, and so does the day: run again on another day
/// it shows what was answered and counts nothing.
public final class Review {
  private static final int HAND = 3;
  private static final int ANSWERS_MAX = 20;
  private static final String NOWHERE =
      "Nothing is kept here, so nothing can come back: open your copy of the notebooks, `my/`.";

  private Review() {}

  /// Deals what is due today, three questions at most.
  public static Html here() {
    return here(Logbook.here());
  }

  static Html here(Optional<Logbook> logbook) {
    if (logbook.isEmpty()) return new Sentence(NOWHERE);
    var today = logbook.get().today();
    var deck = deck(logbook.get());
    var due = Card.dueBy(deck, today);
    if (due.isEmpty()) return new Sentence(nothingDue(deck));
    var hand = due.stream().limit(HAND).map(Card::question).toList();
    var boxes = hand.stream().<Html>map(Review::asked).toList();
    var call =
        hand.stream()
            .map(question -> ", \"" + question.id() + " ?\"")
            .collect(Collectors.joining("", "Review.of(\"" + today + "\"", ")"));
    var intro = "Due today: %d of your %d questions.".formatted(due.size(), deck.size());
    var ask = "Put this into the cell, with your letters in place of the `?`, and run it again:";
    return new Hand(intro, boxes, ask, call);
  }

  /// Answers what [#here] dealt on `day`: `of("2026-11-30", "04.units b", "04.closed ?")`.
  public static Html of(@Nullable String day, @Nullable String... answers) {
    return of(Logbook.here(), day, answers);
  }

  static Html of(Optional<Logbook> logbook, @Nullable String day, @Nullable String... answers) {
    if (logbook.isEmpty()) return new Sentence(NOWHERE);
    var date = date(day, logbook.get().today());
    if (date.isEmpty() || answers.length > ANSWERS_MAX) {
      return new Sentence(
          "Begin anew with `Review.here()`: `%s` is no day on which questions were dealt."
              .formatted(day));
    }
    var boxes = new ArrayList<Html>();
    for (var answer : answers) boxes.add(box(logbook.get(), date.get(), answer));
    var left = Card.dueBy(deck(logbook.get()), logbook.get().today()).size();
    var more = left == 0 ? "Nothing else is due." : left + " are due: `Review.here()` deals them.";
    return new Hand("Dealt on " + date.get() + ".", boxes, more, "");
  }

  private static Optional<LocalDate> date(@Nullable String day, LocalDate today) {
    try {
      return Optional.of(LocalDate.parse(String.valueOf(day))).filter(it -> !it.isAfter(today));
    } catch (DateTimeParseException noDay) {
      return Optional.empty();
    }
  }

  private static Html box(Logbook logbook, LocalDate day, @Nullable String answer) {
    var words = String.valueOf(answer).strip().toLowerCase(Locale.ROOT).split("\\s+", 2);
    var letter = words.length < 2 ? "?" : words[1];
    var question = Predict.question(words[0]);
    if (question.isEmpty()) return Predict.unknown(words[0]);
    if (letter.equals("?")) return asked(question.get());
    var chosen = question.get().letters().indexOf(letter);
    if (chosen < 0) {
      return Prediction.misread(question.get(), Predict.fault(question.get(), letter));
    }
    var fault = counted(logbook, day, question.get(), letter);
    var prediction = Prediction.answered(question.get(), chosen);
    return fault
        .or(() -> comesBack(logbook, question.get()))
        .map(prediction::with)
        .orElse(prediction);
  }

  /// Moves the card if it was due on the day it was dealt: so an answer counts once, however often
  /// its cell is run, and the first one counts.
  private static Optional<String> counted(
      Logbook logbook, LocalDate day, Question question, String letter) {
    return card(logbook, question)
        .filter(card -> !card.due().isAfter(day))
        .flatMap(card -> logbook.reviewed(question.id(), card.boxAfter(question.isRight(letter))));
  }

  private static Optional<String> comesBack(Logbook logbook, Question question) {
    return card(logbook, question)
        .map(card -> "It comes back on %s (box %d of 5).".formatted(card.due(), card.box()));
  }

  /// Notes the answer to a prediction; one that was wrong at first begins in box 1, also when it is
  /// put right at once.
  static Optional<String> answered(Logbook logbook, Question question, String letter) {
    var fault = logbook.answered(question.id(), letter);
    var known =
        logbook.read().entries().stream()
            .anyMatch(it -> it.deed() == Deed.REVIEWED && it.id().equals(question.id()));
    if (fault.isPresent() || known || question.isRight(letter)) return fault;
    return logbook.reviewed(question.id(), 1);
  }

  private static Prediction asked(Question question) {
    var chapter = question.id().substring(0, question.id().indexOf('.'));
    var said = "This is `%s`, which you answered in chapter %s.".formatted(question.id(), chapter);
    return new Prediction(question, -1, "", said);
  }

  private static String nothingDue(List<Card> deck) {
    return deck.stream()
        .map(Card::due)
        .min(Comparator.naturalOrder())
        .map(day ->
            "Nothing is due today. %d of your predictions are in the deck; the next comes back on %s."
                .formatted(deck.size(), day))
        .orElse("Nothing is due: the deck is made of the predictions that you answer.");
  }

  private static Optional<Card> card(Logbook logbook, Question question) {
    return deck(logbook).stream().filter(card -> card.question().equals(question)).findFirst();
  }

  private static List<Card> deck(Logbook logbook) {
    return Card.deck(Predict.questions(), logbook.read().entries());
  }
}
