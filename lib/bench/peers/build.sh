#!/bin/bash
# build.sh [c] [rust] [go] [java] [kotlin]: builds these peers in release mode, or all.
# c needs gcc, rust needs cargo, go needs go; java and kotlin need a JDK 25 and use the project's Maven wrapper.
set -e
cd "$(dirname "$0")"; mkdir -p bin out
maven() { (cd "$1" && JAVA_HOME=$(python3 ../jdk.py) ../../../../mvnw -q -B -ntp package); }
[ $# -gt 0 ] || set -- c rust go java kotlin
for peer; do
  case $peer in
    c) c/build.sh ;;
    rust) (cd rust && cargo build --release && cp target/release/rs ../bin/rs) ;;
    go) (cd go && go build -trimpath -ldflags="-s -w" -o ../bin/gopeer .) ;;
    java | kotlin) maven $peer ;;
    *) echo "no peer $peer: there are c, rust, go, java, kotlin" >&2; exit 2 ;;
  esac
done
