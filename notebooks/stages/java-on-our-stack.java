// A program for a JVM of its own: a fiber whose function is a Java method.
// The arguments: whose memory its stack is (ours, borrowed), and whether garbage is collected
// meanwhile (rests, collects).
var javaOnOurStack = """
    import asynclab.fibers.machine.*;
    import asynclab.syscalls.*;

    MachineFibers fibers;
    long turns;      // the fiber counts here

    // The function of the fiber: it never returns, it only yields.
    void body() {
      while (true) {
        turns++;
        fibers.yield();
      }
    }

    // To machine code an upcall stub is a function; this jumps to it. x86-64 only.
    Routine jumpTo(MemorySegment stub) {
      var address = HexFormat.ofDelimiter(" ").formatHex(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN)
              .putLong(stub.address()).array());
      return Routine.of("a jump into Java", Os.LINUX, Processor.X86_64,
          "48 b8 " + address + " | movabs rax, " + stub.address() + " | the stub\\n"
              + "ff e0 | jmp rax | ");
    }

    // Memory far below the stack pointer, in the middle of this thread's own stack.
    MemorySegment borrowed(long bytes) throws Throwable {
      var rsp = Routine.of("the stack pointer", Os.LINUX, Processor.X86_64,
          "48 89 e0 | mov rax, rsp | \\nc3 | ret | ");
      var ask = MachineCode.load(Arena.global(), rsp)
          .method(FunctionDescriptor.of(ValueLayout.JAVA_LONG));
      var here = (long) ask.invokeExact();
      return MemorySegment.ofAddress(here - (64 << 20)).reinterpret(bytes);
    }

    void main(String[] how) throws Throwable {
      if (Abi.current() != Abi.SYSTEM_V || Os.current() != Os.LINUX) {
        IO.println("not run: its machine code is for x86-64 on Linux");
        return;
      }
      var borrows = how[0].equals("borrowed");
      var collects = how[1].equals("collects");
      var stack = borrows ? Stack.over(borrowed(8 << 20), 1 << 20) : Stack.open(1 << 20);
      var body = MethodHandles.lookup()
          .bind(this, "body", MethodType.methodType(void.class));
      var stub = Linker.nativeLinker()
          .upcallStub(body, FunctionDescriptor.ofVoid(), Arena.global());
      fibers = MachineFibers.over(Switches.routine(Abi.current()), List.of(stack));
      fibers.spawn(jumpTo(stub));
      IO.println("its stack is " + (borrows ? "borrowed" : "ours"));
      for (var i = 1; i <= 1000; i++) {
        fibers.yield();
        if (collects && i % 50 == 0) System.gc();
      }
      IO.println("1000 turns given, the fiber has counted " + turns);
      System.exit(turns == 1000 ? 0 : 3);
    }
    """;
