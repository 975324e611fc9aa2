// reply: packed on x86-64 alone
import asynclab.notebook.checks.EventLayout;

EventLayout mine = machine -> switch (machine) {
  case X86_64 -> new EventLayout.Struct(12, 4);
  case AARCH64 -> new EventLayout.Struct(12, 4);
};

Check.of("03.layout", mine)
