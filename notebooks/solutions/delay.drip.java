import asynclab.notebook.checks.Drip;

Drip mine = (client, body, pieceBytes) -> {
  var head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length;
  client.write((head + "\r\n\r\n").getBytes());
  for (int at = 0; at < body.length; at += pieceBytes) {
    client.write(body, at, Math.min(pieceBytes, body.length - at));
    client.flush();
  }
};

Check.of("delay.drip", mine)
