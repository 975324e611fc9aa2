package asynclab.kernel;

import static java.lang.constant.ConstantDescs.CD_CallSite;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicCallSiteDesc;
import java.util.HashSet;
import java.util.Set;

/// Puts a [StopCheck] in front of each jump backwards of one method: each turn of each loop.
final class LoopChecks implements CodeTransform {
  private static final DynamicCallSiteDesc CHECK =
      DynamicCallSiteDesc.of(
          ConstantDescs.ofCallsiteBootstrap(
              ClassDesc.of(StopCheck.class.getName()), "site", CD_CallSite),
          "stopCheck",
          MTD_void);

  private final Set<Label> above = new HashSet<>();

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    if (element instanceof LabelTarget target) above.add(target.label());
    if (element instanceof BranchInstruction branch && above.contains(branch.target())) {
      code.invokedynamic(CHECK);
    }
    code.with(element);
  }
}
