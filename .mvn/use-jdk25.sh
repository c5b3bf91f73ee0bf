# Sourced by mvnw. The build needs a JDK 25, while the default java of a machine may be older: take JAVA_HOME when it is
# recent enough, otherwise the first JDK 25 (or newer) found in the places where operating systems and tool managers put one.
# Plain POSIX sh.
wangge_jdk_major() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

wangge_is_recent() {
  wangge_major=$(wangge_jdk_major "$1") && [ -n "$wangge_major" ] && [ "$wangge_major" -ge 25 ]
}

if ! { [ -n "${JAVA_HOME-}" ] && wangge_is_recent "$JAVA_HOME"; }; then
  for wangge_candidate in /usr/lib/jvm/*25* /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home /opt/*jdk*25* /opt/java/*; do
    if wangge_is_recent "$wangge_candidate"; then
      JAVA_HOME=$wangge_candidate
      export JAVA_HOME
      break
    fi
  done
fi
