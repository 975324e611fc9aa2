package asynclab.fibers.machine;

/// A register that a switch saves, and where it stands in a [Context].
///
/// @param name as an assembler calls it
/// @param offset from the start of the context
/// @param bytes how wide it is: 2, 4, 8 or 16
/// @param meaning what it is for, in a few words
public record Register(String name, int offset, int bytes, String meaning) {}
