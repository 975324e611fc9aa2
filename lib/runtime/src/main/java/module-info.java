/// The library under study: from one system call up to an event queue, with no dependency.
///
/// Read the packages bottom up: [asynclab.syscalls], [asynclab.poll]; [asynclab.trace] is the seam
/// through which notebooks and tests watch them.
module asynclab {
  requires static org.jspecify;

  exports asynclab.poll;
  exports asynclab.syscalls;
  exports asynclab.trace;
}
