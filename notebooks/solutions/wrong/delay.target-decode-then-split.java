// reply: %2F is a / inside the message: split first, decode after
import asynclab.notebook.checks.TargetParser;

String decode(String text) {
  return URI.create(text).getPath();
}

TargetParser mine = target -> {
  var parts = decode(target.split("\\?")[0]).split("/", -1);
  if (parts.length != 3 || parts[2].isEmpty()) return Optional.empty();
  try {
    long delay = Long.parseUnsignedLong(parts[1]);
    var message = parts[2];
    return Optional.of(new TargetParser.Target(delay, message));
  } catch (NumberFormatException e) {
    return Optional.empty();
  }
};

Check.of("delay.target", mine)
