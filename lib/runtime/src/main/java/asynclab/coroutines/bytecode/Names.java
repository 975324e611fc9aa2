package asynclab.coroutines.bytecode;

import asynclab.coroutines.Async;
import asynclab.coroutines.Coroutine;
import asynclab.coroutines.Origin;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// What woven code calls, by the names that a class file has for it.
final class Names {
  static final ClassDesc ASYNC = of(Async.class);
  static final ClassDesc COROUTINE = of(Coroutine.class);
  static final ClassDesc FUTURE = of(Future.class);
  static final ClassDesc MACHINE = of(Machine.class);
  static final ClassDesc ORIGIN = of(Origin.class);
  static final ClassDesc POLLED = of(Polled.class);
  static final ClassDesc READY = of(Ready.class);
  static final ClassDesc WAKER = of(Waker.class);

  static final MethodTypeDesc AWAIT = MethodTypeDesc.of(ConstantDescs.CD_Object, FUTURE);
  static final MethodTypeDesc BEGIN =
      MethodTypeDesc.of(ConstantDescs.CD_void, FUTURE, ConstantDescs.CD_int);
  static final MethodTypeDesc END = MethodTypeDesc.of(POLLED, FUTURE);
  static final MethodTypeDesc MUST_WAIT = MethodTypeDesc.of(ConstantDescs.CD_boolean, WAKER);
  static final MethodTypeDesc PENDING = MethodTypeDesc.of(of(asynclab.futures.Pending.class));
  static final MethodTypeDesc RESULT = MethodTypeDesc.of(ConstantDescs.CD_Object);
  static final MethodTypeDesc RESUME = MethodTypeDesc.of(POLLED, WAKER);

  private Names() {}

  private static ClassDesc of(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /// `T` from `demo/T`.
  static ClassDesc internal(String name) {
    return ClassDesc.ofInternalName(name);
  }

  static boolean isAwait(InvokeInstruction call) {
    return call.owner().matches(COROUTINE)
        && call.name().equalsString("await")
        && call.typeSymbol().equals(AWAIT);
  }
}
