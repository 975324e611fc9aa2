// reply: rax may be destroyed by any function
import asynclab.notebook.checks.ForgottenRegister;

ForgottenRegister mine = () -> new ForgottenRegister.Missing(
    "rax",
    "48 89 47 20 | mov QWORD PTR [rdi+0x20], rax |",
    "48 8b 46 20 | mov rax, QWORD PTR [rsi+0x20] |");
Check.of("05.forgotten-register", mine)
