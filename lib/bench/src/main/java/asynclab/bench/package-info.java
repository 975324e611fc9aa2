/// What the library costs, measured from outside and from inside.
///
/// [asynclab.bench.EchoServer] is the program that is compared with servers in C, Rust, Go and Java
/// (`lib/bench/peers`); [asynclab.bench.Micro] times single calls with JMH,
/// [asynclab.bench.CoroutineMicro] coroutines; [asynclab.bench.Sizes] counts the bytes one waits
/// in. What the numbers mean stands in `lib/bench/README.md`.
@NullMarked
package asynclab.bench;

import org.jspecify.annotations.NullMarked;
