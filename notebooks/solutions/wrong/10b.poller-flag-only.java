// reply: wakeup() leaves nothing that the kernel sees
class OwnPoller extends PollerFrame {
  OwnPoller() throws IOException {}

  public void add(int fd, long key, Interest it) throws IOException {
    control(Epoll.EPOLL_CTL_ADD, fd, bits(it), key);
  }
  public void modify(int fd, long key, Interest it) throws IOException {
    control(Epoll.EPOLL_CTL_MOD, fd, bits(it), key);
  }
  public void delete(int fd) throws IOException {
    control(Epoll.EPOLL_CTL_DEL, fd, 0, 0);
  }
  public void await(Events into, int timeoutMillis) throws IOException {
    int room = Math.min(ROOM, into.room());
    int count = Epoll.waitRaw(epoll, array, room, timeoutMillis);
    if (count < 0 && count != -Errno.EINTR.code())      // a signal is no error
      throw new SyscallException("epoll_wait", Errno.of(-count));
    for (int i = 0; i < count; i++) {
      long key = EpollEvent.data(array, i);
      if (key == BELL) silence();
      else into.add(key, readiness(EpollEvent.events(array, i)));
    }
  }
  volatile boolean woken;
  public void wakeup() { woken = true; }
}
Makers.Pollers mine = OwnPoller::new;
Check.of("10b.poller", mine)
