// reply: each fiber goes on with what the other had in it
import asynclab.notebook.checks.ForgottenRegister;

ForgottenRegister mine = () -> new ForgottenRegister.Missing(
    "r12",
    "4c 89 67 20 | mov QWORD PTR [rdi+0x20], r12 | aside",
    "");
Check.of("05.forgotten-register", mine)
