// reply: one answer for each piece
import asynclab.notebook.checks.Drip;

Drip mine = (client, body, pieceBytes) -> {
  for (int at = 0; at < body.length; at += pieceBytes) {
    int size = Math.min(pieceBytes, body.length - at);
    var head = "HTTP/1.1 200 OK\r\nContent-Length: " + size;
    client.write((head + "\r\n\r\n").getBytes());
    client.write(body, at, size);
    client.flush();
  }
};

Check.of("delay.drip", mine)
