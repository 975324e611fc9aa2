package asynclab.coroutines;

import asynclab.coroutines.bytecode.Weaver;
import asynclab.coroutines.source.Corofy;

/// A way from a text with marked methods to classes that run.
enum Road {
  /// The text is rewritten, then compiled.
  SOURCE {
    @Override
    Class<?> load(String text) throws Exception {
      return new Compiled(Corofy.rewrite(text).source()).loadClass("T");
    }
  },

  /// The text is compiled, then the classes are rewritten.
  BYTECODE {
    @Override
    Class<?> load(String text) throws Exception {
      return new Compiled(text).with(Weaver::weave).verified().loadClass("T");
    }
  };

  /// The class `T` of that text.
  abstract Class<?> load(String text) throws Exception;
}
