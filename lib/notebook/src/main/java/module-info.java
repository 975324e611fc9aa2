/// What the notebooks need around the library under study: pictures, checks, the delay server.
module asynclab.notebook {
  requires transitive asynclab;
  requires java.xml;
  requires jdk.httpserver;
  requires static transitive org.jspecify;

  exports asynclab.notebook;
  exports asynclab.notebook.checks;
}
