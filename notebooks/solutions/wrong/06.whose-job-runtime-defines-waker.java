// reply: the type stands in std, so that any future can call any runtime's
import asynclab.notebook.checks.WhoseJob;

WhoseJob mine = () -> """
    the word await, in Rust: language
    the word await, in Java: nobody
    the trait Future, in Rust: library
    the type Waker, in Rust: runtime
    the interface Future, in this lab: library
    joinAll, in this lab: library
    which task is polled next: runtime
    a sleep of 200 ms: runtime
    calling wake() when a socket can be read: runtime
    taking the thread from a poll that takes too long: nobody
    """;
Check.of("06.whose-job", mine)
