package dev.alphazero.operator.policy;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An image's name as container runtimes read it: `worker` is `docker.io/library/worker`.
///
/// @param registry host, with its port if there is one, in lower case
/// @param path repository below the registry
/// @param tag null for none
/// @param digest `sha256:…`; null for none. With one, the tag says nothing of what runs
record ImageName(String registry, String path, @Nullable String tag, @Nullable String digest) {
  private static final String HUB = "docker.io";

  /// The grammar of the distribution project's references; a host is told from a path by a dot, a
  /// port or the name `localhost`.
  private static final Pattern NAME =
      Pattern.compile(
          "(?:(?<host>(?:[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]+)?)/)?"
              + "(?<path>[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*)"
              + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
              + "(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?");

  /// Returns the parts of a name; null if it is none.
  static @Nullable ImageName parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return null;
    }
    String host = matcher.group("host");
    String path = matcher.group("path");
    if (host != null && !isHost(host)) {
      if (!host.equals(host.toLowerCase(Locale.ROOT))) {
        return null;
      }
      path = host + "/" + path;
      host = null;
    }
    String registry = host == null ? HUB : host.toLowerCase(Locale.ROOT);
    if (registry.equals("index.docker.io")) {
      registry = HUB;
    }
    return new ImageName(
        registry,
        registry.equals(HUB) && path.indexOf('/') < 0 ? "library/" + path : path,
        matcher.group("tag"),
        matcher.group("digest"));
  }

  /// Returns the repository alone.
  ImageName repository() {
    return new ImageName(registry, path, null, null);
  }

  /// Returns whether another image is this one, or is in this repository or below it. A tag or
  /// digest that is said here must be the other's: a digest beside a tag would be another image.
  boolean covers(ImageName other) {
    if (!registry.equals(other.registry)) {
      return false;
    }
    if (tag == null && digest == null) {
      return other.path.equals(path) || other.path.startsWith(path + "/");
    }
    return other.path.equals(path)
        && (digest == null
            ? other.digest == null && other.tag != null && other.tag.equals(tag)
            : digest.equals(other.digest));
  }

  private static boolean isHost(String first) {
    return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
  }
}
