import asynclab.notebook.checks.ForgottenRegister;

ForgottenRegister mine = () -> new ForgottenRegister.Missing(
    "r12",
    "4c 89 67 20 | mov QWORD PTR [rdi+0x20], r12 | aside",
    "4c 8b 66 20 | mov r12, QWORD PTR [rsi+0x20] | and back");
Check.of("05.forgotten-register", mine)
