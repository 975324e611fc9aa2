import asynclab.notebook.checks.Sorting;

Sorting mine = () -> """
    a packet arrives at the network card: interrupt
    the time slice of a thread is over: interrupt
    a thread asks to sleep for a second: call
    the second of a sleeping thread is over: interrupt
    another CPU wants this one to look at its queue: interrupt
    a program loads from address 16: fault
    a program first touches a fresh page of memory: fault
    a program reads from a socket: call
    a program maps a file into its memory: call
    a program first reads a page of that file: fault
    a Java thread looks whether the collector wants it to stop: none
    a loop spins until a variable changes: none
    """;
Check.of("01.sort", mine)
