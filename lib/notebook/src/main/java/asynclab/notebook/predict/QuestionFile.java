package asynclab.notebook.predict;

import asynclab.notebook.predict.Question.Choice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the questions of one notebook from text.
///
/// ```
/// # a comment
/// [04.units]
/// What is asked, in one line or more.
/// - a wrong answer
///   what is said to it
/// + the right answer
///   why it is right
/// ```
///
/// Whatever else a line may be is a fault, and named with its number.
final class QuestionFile {
  private static final Pattern ID = Pattern.compile("\\[([0-9]{2}[a-z]?\\.[a-z]+(?:-[a-z]+)*)\\]");
  private static final Pattern CHOICE = Pattern.compile("([-+]) (\\S.*)");
  private static final Pattern REPLY = Pattern.compile(" {2,}(\\S.*)");
  private static final int CHOICES_MAX = 6;

  private final String notebook;
  private final List<Question> questions = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private int number;

  private String id = "";
  private final List<String> text = new ArrayList<>();
  private final List<Choice> choices = new ArrayList<>();

  private QuestionFile(String notebook) {
    this.notebook = notebook;
  }

  /// The questions in `content`, the file of `notebook`.
  static List<Question> parse(String notebook, String content) {
    var file = new QuestionFile(notebook);
    content.lines().forEach(file::line);
    file.endQuestion();
    return List.copyOf(file.questions);
  }

  private void line(String line) {
    number++;
    if (line.isBlank() || line.startsWith("#")) return;
    var begins = ID.matcher(line);
    var choice = CHOICE.matcher(line);
    var reply = REPLY.matcher(line);
    if (begins.matches()) {
      endQuestion();
      beginQuestion(begins.group(1));
    } else if (id.isEmpty()) {
      throw fault("a question begins with its name, as in [04.units]");
    } else if (choice.matches()) {
      endChoice();
      choices.add(new Choice(choice.group(2), choice.group(1).equals("+"), ""));
    } else if (reply.matches()) {
      addReply(reply.group(1));
    } else {
      addText(line);
    }
  }

  private void beginQuestion(String name) {
    var chapter = notebook.substring(0, notebook.indexOf('-'));
    if (!name.startsWith(chapter + ".")) {
      throw fault(
          "%s belongs to another notebook: here names begin with %s.".formatted(name, chapter));
    }
    if (!ids.add(name)) throw fault("there are two questions " + name);
    id = name;
  }

  private void addText(String line) {
    if (line.startsWith(" ")) throw fault("a reply is indented by two blanks");
    if (line.matches("[-+\\[].*")) throw fault("this is no name, [04.units], and no choice, - 15");
    if (!choices.isEmpty()) throw fault("a reply is indented by two blanks");
    text.add(line.strip());
  }

  private void addReply(String line) {
    if (choices.isEmpty()) throw fault("a reply needs a choice above it");
    var last = choices.removeLast();
    var reply = last.reply().isEmpty() ? line : last.reply() + "\n" + line;
    choices.add(new Choice(last.text(), last.right(), reply.strip()));
  }

  private void endChoice() {
    if (text.isEmpty()) throw fault("the choices of %s come after the question".formatted(id));
    if (!choices.isEmpty() && choices.getLast().reply().isEmpty()) {
      throw fault("nothing is said to the choice above: write its reply below it, indented");
    }
  }

  private void endQuestion() {
    if (id.isEmpty()) return;
    endChoice();
    if (choices.size() < 2 || choices.size() > CHOICES_MAX) {
      throw fault("%s has %d choices, not 2 to %d".formatted(id, choices.size(), CHOICES_MAX));
    }
    var right = choices.stream().filter(Choice::right).count();
    if (right != 1) throw fault("%s has %d right choices (+), not one".formatted(id, right));
    distinct(choices.stream().map(Choice::text).toList(), "choices");
    distinct(choices.stream().map(Choice::reply).toList(), "replies");
    questions.add(new Question(id, String.join("\n", text), choices));
    id = "";
    text.clear();
    choices.clear();
  }

  private void distinct(List<String> texts, String what) {
    if (Set.copyOf(texts).size() < texts.size()) {
      throw fault("two %s of %s are the same".formatted(what, id));
    }
  }

  private IllegalArgumentException fault(String what) {
    return new IllegalArgumentException("%s.txt, line %d: %s".formatted(notebook, number, what));
  }
}
