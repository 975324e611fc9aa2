// reply: javac knows no arena
import asynclab.notebook.checks.WhenSeen;

WhenSeen mine = () -> """
    a case is missing in a match over an enum: compile
    a local is read before it has a value: compile
    a variable declared once for all is assigned again: compile
    memory is read after its arena was closed: compile
    a value is used after it was moved away: run
    a pinned value is moved: run
    what belongs to one thread is handed to another: run
    two threads write to one place without a lock: never
    one object has two names, and one of them changes it: never
    a raw address is read, and nobody wrote unsafe: never
    """;
Check.of("09.sort", mine)
