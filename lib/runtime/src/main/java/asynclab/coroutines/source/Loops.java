package asynclab.coroutines.source;

import com.sun.source.tree.*;
import java.util.List;

/// The fourth pass, for loops: a head where each round begins, the body, and what follows.
final class Loops {
  private final Draft draft;
  private final Lowering lowering;

  Loops(Draft draft, Lowering lowering) {
    this.draft = draft;
    this.lowering = lowering;
  }

  void whileLoop(WhileLoopTree w) {
    var head = lowering.block(w, "while");
    var body = lowering.block(w.getStatement(), "the body of while");
    var after = lowering.block(w, "after while");
    lowering.target(w, after, head, null);
    lowering.go(head);
    lowering.start(head);
    lowering.expressions.condition(w.getCondition(), body, after);
    lowering.start(body);
    lowering.statement(w.getStatement());
    lowering.go(head);
    lowering.start(after);
  }

  void doLoop(DoWhileLoopTree d) {
    var body = lowering.block(d, "do");
    var check = lowering.block(d.getCondition(), "while");
    var after = lowering.block(d, "after do");
    lowering.target(d, after, check, null);
    lowering.go(body);
    lowering.start(body);
    lowering.statement(d.getStatement());
    lowering.go(check);
    lowering.start(check);
    lowering.expressions.condition(d.getCondition(), body, after);
    lowering.start(after);
  }

  void forLoop(ForLoopTree f) {
    var head = lowering.block(f, "for");
    var body = lowering.block(f.getStatement(), "the body of for");
    var next = lowering.block(f, "the next round");
    var after = lowering.block(f, "after for");
    lowering.target(f, after, next, null);
    f.getInitializer().forEach(lowering::statement);
    lowering.go(head);
    lowering.start(head);
    if (f.getCondition() == null) lowering.go(body);
    else lowering.expressions.condition(f.getCondition(), body, after);
    lowering.start(body);
    lowering.statement(f.getStatement());
    lowering.go(next);
    lowering.start(next);
    f.getUpdate().forEach(lowering::statement);
    lowering.go(head);
    lowering.start(after);
  }

  void forEach(EnhancedForLoopTree e) {
    var head = lowering.block(e, "for");
    var body = lowering.block(e.getStatement(), "the body of for");
    var after = lowering.block(e, "after for");
    var each = ForEach.over(draft, e, lowering.expressions.value(e.getExpression()));
    each.before().forEach(lowering::add);
    lowering.target(e, after, head, null);
    lowering.go(head);
    lowering.start(head);
    lowering.end(new Exit.Branch(each.hasNext(), body, after, List.of(), List.of()));
    lowering.start(body);
    lowering.add(new Step.Assign(draft.declared(e.getVariable()), each.next()));
    lowering.statement(e.getStatement());
    lowering.go(head);
    lowering.start(after);
  }
}
