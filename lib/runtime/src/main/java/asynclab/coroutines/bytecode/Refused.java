package asynclab.coroutines.bytecode;

import java.lang.classfile.ClassModel;

final class Refused {
  private Refused() {}

  static void check(ClassModel host) {}
}
