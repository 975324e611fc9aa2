// reply: URLDecoder is made for forms: it turns a + into a blank
import asynclab.notebook.checks.TargetParser;

String decode(String text) {
  return URLDecoder.decode(text, UTF_8);
}

TargetParser mine = target -> {
  var parts = target.split("\\?")[0].split("/", -1);
  if (parts.length != 3 || parts[2].isEmpty()) return Optional.empty();
  try {
    long delay = Long.parseUnsignedLong(parts[1]);
    var message = decode(parts[2]);
    return Optional.of(new TargetParser.Target(delay, message));
  } catch (NumberFormatException e) {
    return Optional.empty();
  }
};

Check.of("delay.target", mine)
