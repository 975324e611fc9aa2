/// What the notebooks need around the library under study: pictures, checks, the delay server.
module asynclab.notebook {
  requires transitive asynclab;
  // The compiler, for the parts of a learner's own ladder.
  requires java.compiler;
  requires java.xml;
  requires jdk.httpserver;
  requires jdk.management;
  requires jdk.unsupported;
  requires org.junit.jupiter.api;
  requires org.junit.platform.launcher;
  requires static transitive org.jspecify;

  exports asynclab.notebook;
  exports asynclab.notebook.checks;
  exports asynclab.notebook.ladder;
  exports asynclab.notebook.predict;
  exports asynclab.notebook.progress;

  opens asynclab.notebook.checks to
      org.junit.platform.commons;

  uses org.junit.platform.engine.TestEngine;
}
