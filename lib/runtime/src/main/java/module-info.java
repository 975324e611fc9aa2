/// The library under study: from one system call up to an event queue, with no dependency.
///
/// Read the packages bottom up: [asynclab.syscalls], [asynclab.poll] and [asynclab.completion];
/// [asynclab.trace] is the seam through which notebooks and tests watch them.
module asynclab {
  // Whose monitor is held where: asked by the checking mode of fibers alone.
  requires java.management;
  // The compiler, for asynclab.coroutines.source alone: whoever never rewrites never loads it.
  requires static jdk.compiler;
  // For the agent of asynclab.coroutines.bytecode: where there is an agent it is there.
  requires static java.instrument;
  // For asynclab.trace.FlightRecording alone.
  requires static jdk.jfr;
  requires static org.jspecify;

  exports asynclab.completion;
  exports asynclab.coroutines;
  exports asynclab.coroutines.bytecode;
  exports asynclab.coroutines.source;
  exports asynclab.executor;
  exports asynclab.fibers;
  exports asynclab.fibers.machine;
  exports asynclab.futures;
  exports asynclab.memory;
  exports asynclab.net;
  exports asynclab.net.http;
  exports asynclab.poll;
  exports asynclab.simulation;
  exports asynclab.sync;
  exports asynclab.syscalls;
  exports asynclab.trace;
}
