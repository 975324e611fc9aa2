package asynclab.notebook;

import asynclab.coroutines.source.MachineModel;
import asynclab.coroutines.source.Rewritten;
import asynclab.notebook.markup.Markup;
import java.util.stream.Collectors;

/// What methods marked `@Async` become: the Java text, as it could stand in a cell, and a
/// [StateDiagram] for each.
///
/// @param rewritten the text, and the machines in it
public record Corofied(Rewritten rewritten) implements Html {
  /// The text of the machines.
  public String source() {
    return rewritten.source();
  }

  /// The states of the first method, without the text.
  public Figure diagram() {
    return StateDiagram.of(rewritten.machines().getFirst());
  }

  @Override
  public String html() {
    var html = new Markup().open("div").open("details", "open", "open");
    html.leaf("summary", "What became of " + names()).open("pre").leaf("code", source()).close();
    html.close().close();
    var figures =
        rewritten.machines().stream()
            .map(machine -> StateDiagram.of(machine).html())
            .collect(Collectors.joining());
    return html + figures;
  }

  private String names() {
    return rewritten.machines().stream()
        .map(MachineModel::method)
        .collect(Collectors.joining(", "));
  }

  @Override
  public String text() {
    var figures =
        rewritten.machines().stream()
            .map(machine -> StateDiagram.of(machine).text())
            .collect(Collectors.joining("\n"));
    return source() + "\n\n" + figures;
  }

  @Override
  public String toString() {
    return text();
  }
}
