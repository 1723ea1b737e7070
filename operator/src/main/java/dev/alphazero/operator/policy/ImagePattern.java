package dev.alphazero.operator.policy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A pattern of images: a repository, with everything below it; an image with its tag or digest; a
/// registry or a part of one with a slash at its end, `ghcr.io/`; or `*` for every image. Names are
/// completed before they are compared, and a repository ends where its name does:
/// `ghcr.io/acme/worker` is not the beginning of `ghcr.io/acme/worker-other`.
final class ImagePattern {
  private static final String ALL = "*";
  private static final String HUB = "docker.io/";

  private ImagePattern() {}

  /// Returns whether a text is a pattern. `ghcr.io` without a slash is none: as a name it would be
  /// an image of Docker's library, and who writes it means the registry.
  static boolean isValid(String pattern) {
    if (pattern.equals(ALL) || pattern.toLowerCase(Locale.ROOT).equals(HUB)) {
      return true;
    }
    boolean registryAlone =
        pattern.indexOf('/') < 0 && pattern.indexOf('.') >= 0 && pattern.indexOf(':') < 0;
    return !registryAlone
        && ImageName.parse(pattern.endsWith("/") ? pattern + "x" : pattern) != null;
  }

  /// Returns whether a pattern covers an image.
  static boolean covers(String pattern, ImageName image) {
    if (pattern.equals(ALL)) {
      return true;
    }
    if (pattern.toLowerCase(Locale.ROOT).equals(HUB)) {
      return image.registry().equals("docker.io");
    }
    if (pattern.endsWith("/")) {
      @Nullable ImageName below = ImageName.parse(pattern + "x");
      return below != null
          && below.registry().equals(image.registry())
          && image.path().startsWith(below.path().substring(0, below.path().length() - 1));
    }
    @Nullable ImageName name = ImageName.parse(pattern);
    return name != null && name.covers(image);
  }
}
