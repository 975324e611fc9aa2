package asynclab.coroutines.random;

import asynclab.coroutines.Compiled;
import asynclab.coroutines.bytecode.WeaveException;
import asynclab.coroutines.bytecode.Weaver;
import asynclab.coroutines.source.Corofy;
import java.util.List;

/// A way from random methods to a class that can be run.
enum Road {
  PLAIN {
    @Override
    Class<?> type(List<Program> programs) throws ClassNotFoundException {
      return Compiled.withoutWarnings(Program.plain(programs)).loadClass("T");
    }
  },

  SOURCE {
    @Override
    Class<?> type(List<Program> programs) throws ClassNotFoundException {
      var text = Corofy.rewrite(Program.coroutines(programs)).source();
      return Compiled.withoutWarnings(text).loadClass("T");
    }
  },

  BYTECODE {
    @Override
    Class<?> type(List<Program> programs) throws ClassNotFoundException {
      var compiled = Compiled.withoutWarnings(Program.coroutines(programs));
      return compiled.with(Weaver::weave).loadClass("T");
    }

    @Override
    boolean isBeyond(Throwable refusal) {
      return refusal instanceof WeaveException && refusal.getMessage().contains("is too long for");
    }
  };

  abstract Class<?> type(List<Program> programs) throws ClassNotFoundException;

  /// Whether the road ends before such a method, and says so.
  boolean isBeyond(Throwable refusal) {
    return false;
  }
}
