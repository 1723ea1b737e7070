package dev.alphazero.crd.resolve;

import dev.alphazero.crd.read.Place;
import dev.alphazero.crd.read.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What changed between the settings of a run and those that it is resumed with.
///
/// @param changes what may change and did, in the order of the settings
/// @param problems one per value that cannot change in a run
public record ResumeCheck(List<Change> changes, List<Problem> problems) {
  /// The parts of a specification that never change: what was learned belongs to them.
  public static final Set<String> IMMUTABLE = Set.of("game", "network", "seed");

  /// A value that changed.
  ///
  /// @param path below `spec`, for example `search.simulations`
  /// @param before what the run had; `none` if it was absent
  /// @param after what it has now; `none` if it is absent
  public record Change(String path, String before, String after) {
    /// Returns `search.simulations: 32 -> 64`.
    public String text() {
      return path + ": " + before + " -> " + after;
    }
  }

  public ResumeCheck {
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
  }

  /// Compares the settings of a run with those of its resumption.
  ///
  /// @param now the resolution of the file as it is now, whose origins say where a value stands
  public static ResumeCheck of(Settings before, Resolved now) {
    Map<String, String> old = SettingsJson.values(before);
    Map<String, String> young = SettingsJson.values(now.settings());
    List<Change> changes = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String path : allPaths(old, young)) {
      Change change =
          new Change(path, old.getOrDefault(path, "none"), young.getOrDefault(path, "none"));
      if (change.before().equals(change.after())) {
        continue;
      }
      if (isImmutable(path)) {
        problems.add(problem(change, now.origins().getOrDefault(path, new Origin.Default())));
      } else {
        changes.add(change);
      }
    }
    return new ResumeCheck(changes, problems);
  }

  /// Returns whether the value at a path can never change in a run.
  public static boolean isImmutable(String path) {
    int dot = path.indexOf('.');
    return IMMUTABLE.contains(dot < 0 ? path : path.substring(0, dot));
  }

  private static List<String> allPaths(Map<String, String> old, Map<String, String> young) {
    List<String> paths = new ArrayList<>(young.keySet());
    Set<String> gone = new TreeSet<>(old.keySet());
    gone.removeAll(young.keySet());
    paths.addAll(gone);
    return paths;
  }

  private static Problem problem(Change change, Origin origin) {
    Place place =
        switch (origin) {
          case Origin.Flag flag -> Place.atFlag(flag.label());
          case Origin.File file -> file.place();
          default -> Place.inFile("", 0);
        };
    return new Problem(
        place,
        "spec." + change.path(),
        "cannot change in a run: it was " + change.before() + ", now " + change.after(),
        null,
        "use another --output");
  }
}
