package asynclab.coroutines.random;

import asynclab.coroutines.Compiled;
import asynclab.coroutines.bytecode.Weaver;
import asynclab.coroutines.source.Corofy;

/// A way from random methods to a class that can be run.
enum Road {
  PLAIN {
    @Override
    Compiled classes(String text, Compiled compiled) {
      return compiled.with(Plain::kept);
    }
  },

  SOURCE {
    @Override
    Compiled classes(String text, Compiled compiled) {
      return Compiled.withoutWarnings(Corofy.rewrite(text).source());
    }
  },

  BYTECODE {
    @Override
    Compiled classes(String text, Compiled compiled) {
      return compiled.with(Weaver::weave);
    }
  };

  /// @param compiled what javac makes of the text as it is
  abstract Compiled classes(String text, Compiled compiled);
}
