package dev.alphazero.crd.read;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds the known name that a writer probably meant.
public final class Nearest {
  private static final int LEAST_PART = 4;

  private Nearest() {}

  /// Returns the known name with the smallest edit distance, or one that contains the name; null if
  /// none is near. Case, `-` and `_` do not count.
  public static @Nullable String to(String name, Collection<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(plain(name), plain(candidate));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    if (best != null && least <= Math.max(1, plain(best).length() * 2 / 5)) {
      return best;
    }
    String part = plain(name);
    return part.length() < LEAST_PART
        ? null
        : known.stream().filter(one -> plain(one).contains(part)).findFirst().orElse(null);
  }

  /// Returns `did you mean 'x'?`, or else the known names.
  public static String hint(String name, Collection<String> known) {
    String nearest = to(name, known);
    return nearest == null
        ? "known: " + String.join(", ", known)
        : "did you mean '" + nearest + "'?";
  }

  private static String plain(String name) {
    String bounded = name.length() > 64 ? name.substring(0, 64) : name;
    return bounded.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + substitution);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
