package asynclab.syscalls;

/// The operating systems that this package knows the C headers of.
///
/// A name of C, `AF_INET6` for instance, has another number on each of them, and some names only
/// one of them has. What differs is asked of this class; what is the same everywhere does not
/// mention it.
public enum Os {
  LINUX("Linux"),
  MACOS("macOS"),
  FREEBSD("FreeBSD"),
  NETBSD("NetBSD"),
  OPENBSD("OpenBSD"),
  WINDOWS("Windows");

  /// What Java calls macOS.
  private static final String MAC_OS_X = "Mac OS X";

  private static final Os CURRENT = named(System.getProperty("os.name"));

  private final String ownName;

  Os(String ownName) {
    this.ownName = ownName;
  }

  /// The one that this JVM runs on.
  public static Os current() {
    return CURRENT;
  }

  /// Whether it descends from 4.4BSD, macOS included: their sockets and their kqueue are alike.
  public boolean isBsd() {
    return this == MACOS || this == FREEBSD || this == NETBSD || this == OPENBSD;
  }

  /// What it calls itself: `macOS`, for instance.
  public String ownName() {
    return ownName;
  }

  /// The one that a JVM calls `name`: its property `os.name`.
  ///
  /// @throws UnsupportedOperationException when the lab knows nothing about it
  static Os named(String name) {
    if (name.startsWith(MAC_OS_X)) return MACOS;
    for (var os : values()) if (name.startsWith(os.ownName)) return os;
    throw new UnsupportedOperationException(
        "the lab does not know the system calls of %s: run it on Linux, in a container or on Binder"
            .formatted(name));
  }
}
