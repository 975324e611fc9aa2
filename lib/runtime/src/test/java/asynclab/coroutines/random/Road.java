package asynclab.coroutines.random;

import asynclab.coroutines.Compiled;
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
  };

  abstract Class<?> type(List<Program> programs) throws ClassNotFoundException;
}
