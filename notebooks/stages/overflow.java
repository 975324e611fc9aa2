// A program for a JVM of its own: a fiber that needs more stack than it has.
// The arguments: whether a guard page lies below its stack (guarded, bare), and whether
// signals have a stack of their own (told).
var overflow = """
    import static java.lang.foreign.ValueLayout.*;
    import asynclab.fibers.machine.*;
    import asynclab.syscalls.*;

    // Calls itself as often as its closure says; a call pushes eight bytes. x86-64 only.
    Routine deep() {
      return Routine.of("deep", Os.LINUX, Processor.X86_64, String.join("\\n",
          "48 8b 47 08    | mov rax, QWORD PTR [rdi+0x8] | how deep",
          "e8 01 00 00 00 | call 0xa                     | ",
          "c3             | ret                          | ",
          "48 ff c8       | dec rax                      | one call less",
          "78 05          | js 0x14                      | ",
          "e8 f6 ff ff ff | call 0xa                     | itself",
          "c3             | ret                          | "));
    }

    MethodHandle libc(String name, MemoryLayout... arguments) {
      var linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().findOrThrow(name),
          FunctionDescriptor.of(JAVA_INT, arguments));
    }

    // The kernel puts a signal's frame on the stack in use, unless the thread names another
    // by sigaltstack(2) and the handler asks for it: SA_ONSTACK, in sigaction(2).
    void giveSignalsAStack() throws Throwable {
      var stack = Arena.global().allocate(24, 8);          // struct stack_t
      stack.set(ADDRESS, 0, Arena.global().allocate(1 << 16));
      stack.set(JAVA_LONG, 16, 1 << 16);
      var _ = (int) libc("sigaltstack", ADDRESS, ADDRESS)
          .invokeExact(stack, MemorySegment.NULL);
      var sigaction = libc("sigaction", JAVA_INT, ADDRESS, ADDRESS);
      var action = Arena.global().allocate(152, 8);        // struct sigaction: the JVM's
      var _ = (int) sigaction.invokeExact(11, MemorySegment.NULL, action);
      action.set(JAVA_INT, 136, action.get(JAVA_INT, 136) | 0x08000000);
      var _ = (int) sigaction.invokeExact(11, action, MemorySegment.NULL);
    }

    void main(String[] how) throws Throwable {
      if (Abi.current() != Abi.SYSTEM_V || Os.current() != Os.LINUX) {
        IO.println("not run: its machine code is for x86-64 on Linux");
        return;
      }
      var guarded = how[0].equals("guarded");
      if (how.length > 1) giveSignalsAStack();
      var room = Arena.global().allocate(1 << 18);
      var stack = guarded ? Stack.open() : Stack.over(room, 4096);
      IO.println("its stack ends at 0x%016x".formatted(stack.bottom()));
      var fibers = MachineFibers.over(Switches.routine(Abi.current()), List.of(stack));
      fibers.spawn(deep(), guarded ? 10_000 : 1_000);
      fibers.run();
      IO.println("it has ended as if nothing were wrong, and " + stack.overrun()
          + " bytes below its stack are overwritten");
    }
    """;
