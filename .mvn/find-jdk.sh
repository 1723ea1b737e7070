# Sets and exports JAVA_HOME to a JDK 25 or newer; sourced by ./mvnw and ./alphazero.
# Looks at JAVA_HOME, then the java on the PATH, then the usual places of JDKs; the first that fits wins.

jdk_version() {
  [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

find_jdk() {
  user_home=${HOME:-/nonexistent}
  on_path=$(command -v javac 2>/dev/null || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")
  for home in "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$user_home"/.jdks/* "$user_home"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$user_home"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$home" ] || continue
    version=$(jdk_version "$home" || true)
    if [ -n "$version" ] && [ "$version" -ge 25 ]; then
      echo "$home"
      return 0
    fi
  done
  echo "A JDK 25 or newer is needed and none was found (JAVA_HOME=${JAVA_HOME:-unset})." >&2
  echo "Install one, for example Temurin 25 from https://adoptium.net, or set JAVA_HOME to it." >&2
  return 1
}

JAVA_HOME=$(find_jdk) || exit 1
export JAVA_HOME
