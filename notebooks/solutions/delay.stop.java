import asynclab.notebook.checks.Stop;

class Sleeper implements Stop {
  ExecutorService threads = Executors.newCachedThreadPool();
  Set<Socket> clients = ConcurrentHashMap.newKeySet();
  ServerSocket listener;
  public int start() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    threads.submit(() -> {
      while (true) {
        var client = listener.accept();
        clients.add(client);
        threads.submit(() -> serve(client));
      }
    });
    return listener.getLocalPort();
  }
  Object serve(Socket client) throws Exception {
    var words = new Scanner(client.getInputStream()).useDelimiter("[ /]+");
    words.next();                          // GET, then delay and message
    Thread.sleep(words.nextLong());
    var answer = "HTTP/1.1 200 OK\r\n\r\n" + words.next();
    try (client) { client.getOutputStream().write(answer.getBytes()); }
    return null;
  }
  public void stop() throws Exception {
    listener.close();
    threads.shutdownNow();
    for (var client : clients) client.close();
    threads.awaitTermination(1, TimeUnit.SECONDS);
  }
}
Check.of("delay.stop", new Sleeper())
