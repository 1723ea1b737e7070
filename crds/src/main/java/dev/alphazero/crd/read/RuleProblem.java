package dev.alphazero.crd.read;

import dev.alphazero.crd.schema.Rule;
import dev.alphazero.crd.schema.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Converts a broken rule across fields to a problem.
public final class RuleProblem {
  private RuleProblem() {}

  /// Returns the problem, at the first field of the rule that the author wrote, with the value of
  /// every field that it relates.
  ///
  /// @param spec the values, by path below `spec`
  /// @param places where the author wrote values, by path below `spec`
  /// @param note what to add after the value at a path, for example ` (profile cpu)`
  public static Problem of(
      Rule rule,
      Map<String, Object> spec,
      Map<String, Place> places,
      Function<String, String> note) {
    List<String> values = new ArrayList<>();
    String written = null;
    for (String path : rule.paths()) {
      Object value = Tree.at(spec, path);
      if (value == null) {
        continue;
      }
      values.add(path + "=" + value + note.apply(path));
      if (written == null && places.containsKey(path)) {
        written = path;
      }
    }
    String path = written == null ? rule.paths().getFirst() : written;
    Place place = places.getOrDefault(path, Place.inFile("", 0));
    return new Problem(place, "spec." + path, rule.message(), String.join(", ", values), null);
  }
}
