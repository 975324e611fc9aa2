// reply: right for the first event, nonsense from the second on
import asynclab.notebook.checks.EventLayout;

EventLayout mine = machine -> switch (machine) {
  case X86_64 -> new EventLayout.Struct(16, 4);
  case AARCH64 -> new EventLayout.Struct(16, 8);
};

Check.of("03.layout", mine)
