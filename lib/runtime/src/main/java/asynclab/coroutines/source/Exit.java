package asynclab.coroutines.source;

import com.sun.source.tree.CaseTree;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How a block ends: where it goes from there.
sealed interface Exit {
  record Go(Block to) implements Exit {}

  /// One of two ways.
  ///
  /// @param ifTrue locals that the condition binds when it holds
  /// @param ifFalse locals that it binds when it does not
  record Branch(Code condition, Block yes, Block no, List<Local> ifTrue, List<Local> ifFalse)
      implements Exit {}

  /// One of many ways.
  record Select(Code selector, List<Arm> arms) implements Exit {}

  /// One case of a choice.
  ///
  /// @param tree the case as it was written; `default` where there was none
  record Arm(List<CaseTree> tree, Block to, List<Local> bound) {}

  /// Begins to await `future`, and goes on at `next`.
  record Suspend(Code future, Block next) implements Exit {}

  /// Ends with what the future comes to.
  record Return(Code future) implements Exit {}

  record Throw(Code failure) implements Exit {}

  /// The end of a `finally`: on to where it was entered for.
  record Resume(Local after, Set<Block> destinations) implements Exit {}

  /// Nothing comes here: the last statement never ends.
  record Never() implements Exit {}

  default Stream<Block> targets() {
    return switch (this) {
      case Go(var to) -> Stream.of(to);
      case Branch branch -> Stream.of(branch.yes, branch.no);
      case Select select -> select.arms.stream().map(Arm::to);
      case Suspend(var _, var next) -> Stream.of(next);
      case Resume(var _, var destinations) -> destinations.stream();
      case Return _, Throw _, Never _ -> Stream.of();
    };
  }
}
