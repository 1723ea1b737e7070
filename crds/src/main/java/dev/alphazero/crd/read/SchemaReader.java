package dev.alphazero.crd.read;

import dev.alphazero.crd.schema.ObjectRule;
import dev.alphazero.crd.schema.Range;
import dev.alphazero.crd.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads a YAML node by its schema into plain values, and reports everything that does not fit.
///
/// Values are String, Long, Double, Boolean, List and Map (in the order of the text), so that the
/// record is bound afterwards without a chance to fail.
final class SchemaReader {
  private final Schema.Fields root;
  private final Place source;
  private final boolean requireRequired;
  private final Consumer<Problem> problems;
  private final Map<String, Place> places;

  /// @param requireRequired false for a part of a resource: a flag, or a game's defaults
  /// @param places receives the place of each value by its path
  SchemaReader(
      Schema.Fields root,
      Place source,
      boolean requireRequired,
      Consumer<Problem> problems,
      Map<String, Place> places) {
    this.root = root;
    this.source = source;
    this.requireRequired = requireRequired;
    this.problems = problems;
    this.places = places;
  }

  /// Returns the value, or null after a problem.
  @Nullable Object read(Node node, Schema schema, String path) {
    Place place = YamlText.line(source, node.getStartMark().getLine());
    places.putIfAbsent(path, place);
    return switch (schema) {
      case Schema.Fields fields -> fields(node, fields, path, place);
      case Schema.MapOf entries -> entries(node, entries, path, place);
      case Schema.ListOf items -> items(node, items, path, place);
      case Schema.Text text -> text(node, text, path, place);
      case Schema.Int whole -> integer(node, whole, path, place);
      case Schema.Num real -> number(node, real, path, place);
      case Schema.EnumOf choice -> choice(node, choice, path, place);
      case Schema.Bool truth -> bool(node, truth, path, place);
    };
  }

  private @Nullable Object fields(Node node, Schema.Fields schema, String path, Place place) {
    if (!(node instanceof MappingNode mapping)) {
      return wrongType(node, schema, path, place);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    boolean sound = true;
    for (Entry entry : uniqueEntries(mapping, path)) {
      Schema.Field field = schema.fields().get(entry.key);
      String fieldPath = join(path, entry.key);
      if (field == null) {
        report(entry.place, fieldPath, "unknown field", null, unknownHint(root, entry.key, schema));
        continue;
      }
      places.put(fieldPath, entry.place);
      Object value = read(entry.value, field.schema(), fieldPath);
      if (value == null) {
        sound = false;
      } else {
        values.put(entry.key, value);
      }
    }
    if (requireRequired) {
      reportMissing(mapping, schema, path, place);
    }
    // A value that is wrong by itself is left out, and would seem to be missing.
    for (ObjectRule rule : sound ? schema.rules() : List.<ObjectRule>of()) {
      if (!rule.holds().test(values)) {
        String fieldPath = join(path, rule.field());
        report(places.getOrDefault(fieldPath, place), fieldPath, rule.message(), null, null);
      }
    }
    return values;
  }

  private void reportMissing(MappingNode mapping, Schema.Fields schema, String path, Place place) {
    List<String> present = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        present.add(key.getValue());
      }
    }
    Place owner = places.getOrDefault(path, place);
    schema
        .fields()
        .forEach(
            (name, field) -> {
              if (field.required() && !present.contains(name)) {
                report(owner, join(path, name), "is required", null, null);
              }
            });
  }

  /// The nearest field here; else the same name elsewhere in the resource; else what is known here.
  static String unknownHint(Schema.Fields root, String key, Schema.Fields schema) {
    if (Nearest.to(key, schema.fields().keySet()) == null) {
      List<String> elsewhere = new ArrayList<>();
      collectPaths(root, "", key, elsewhere);
      if (!elsewhere.isEmpty()) {
        return "did you mean '" + elsewhere.getFirst() + "'?";
      }
    }
    return Nearest.hint(key, schema.fields().keySet());
  }

  private static void collectPaths(
      Schema.Fields schema, String path, String key, List<String> found) {
    schema
        .fields()
        .forEach(
            (name, field) -> {
              if (name.equals(key)) {
                found.add(join(path, name));
              }
              if (field.schema() instanceof Schema.Fields nested) {
                collectPaths(nested, join(path, name), key, found);
              }
            });
  }

  private @Nullable Object entries(Node node, Schema.MapOf schema, String path, Place place) {
    if (!(node instanceof MappingNode mapping)) {
      return wrongType(node, schema, path, place);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    List<Entry> entries = uniqueEntries(mapping, path);
    if (entries.size() > schema.maxSize()) {
      report(
          place,
          path,
          "must have at most " + schema.maxSize() + " entries",
          sizeOf(path, entries.size()),
          null);
    }
    for (Entry entry : entries) {
      String entryPath = join(path, entry.key);
      places.put(entryPath, entry.place);
      checkText(entry.key, (Schema.Text) schema.keys(), entryPath, entry.place);
      Object value = read(entry.value, schema.values(), entryPath);
      if (value != null) {
        values.put(entry.key, value);
      }
    }
    return values;
  }

  private record Entry(String key, Node value, Place place) {}

  /// Returns the entries with a string as key, each key once.
  private List<Entry> uniqueEntries(MappingNode mapping, String path) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place place = YamlText.line(source, tuple.getKeyNode().getStartMark().getLine());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        report(place, path, "must have strings as keys", null, null);
        continue;
      }
      Place first = seen.putIfAbsent(key.getValue(), place);
      if (first != null) {
        report(
            place,
            join(path, key.getValue()),
            "must be there once"
                + (first.line() > 0 ? "; the first is in line " + first.line() : ""),
            null,
            null);
        continue;
      }
      entries.add(new Entry(key.getValue(), tuple.getValueNode(), place));
    }
    return entries;
  }

  private @Nullable Object items(Node node, Schema.ListOf schema, String path, Place place) {
    if (!(node instanceof SequenceNode sequence)) {
      return wrongType(node, schema, path, place);
    }
    List<Node> nodes = sequence.getValue();
    if (nodes.size() > schema.maxSize()) {
      report(
          place,
          path,
          "must have at most " + schema.maxSize() + " items",
          sizeOf(path, nodes.size()),
          null);
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Object value = read(nodes.get(i), schema.items(), path + "[" + i + "]");
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private @Nullable Object text(Node node, Schema.Text schema, String path, Place place) {
    if (!(node instanceof ScalarNode scalar) || Scalars.kind(scalar) != Scalars.Kind.TEXT) {
      return wrongType(node, schema, path, place);
    }
    return checkText(scalar.getValue(), schema, path, place);
  }

  /// Returns the text, or null after a problem.
  @Nullable String checkText(String text, Schema.Text schema, String path, Place place) {
    String rule = TextRules.brokenBy(text, schema);
    if (rule != null) {
      report(place, path, rule, shown(path, text), null);
      return null;
    }
    return text;
  }

  private @Nullable Object integer(Node node, Schema.Int schema, String path, Place place) {
    if (!(node instanceof ScalarNode scalar) || Scalars.kind(scalar) != Scalars.Kind.WHOLE) {
      return wrongType(node, schema, path, place);
    }
    Long value = Scalars.whole(scalar);
    if (value == null) {
      report(place, path, "must fit in 64 bits", shown(path, scalar.getValue()), null);
      return null;
    }
    return inRange(schema.range(), value, value, scalar, path, place);
  }

  private @Nullable Object number(Node node, Schema.Num schema, String path, Place place) {
    if (!(node instanceof ScalarNode scalar)
        || (Scalars.kind(scalar) != Scalars.Kind.WHOLE
            && Scalars.kind(scalar) != Scalars.Kind.REAL)) {
      return wrongType(node, schema, path, place);
    }
    double value = Scalars.real(scalar);
    if (Double.isInfinite(value)) {
      report(place, path, "must be finite", shown(path, scalar.getValue()), null);
      return null;
    }
    return inRange(schema.range(), value, value, scalar, path, place);
  }

  private @Nullable Object inRange(
      Range range, double value, Object result, ScalarNode scalar, String path, Place place) {
    if (range.contains(value)) {
      return result;
    }
    report(place, path, "must be " + range.wanted(), shown(path, scalar.getValue()), null);
    return null;
  }

  private @Nullable Object choice(Node node, Schema.EnumOf schema, String path, Place place) {
    if (!(node instanceof ScalarNode scalar)) {
      return wrongType(node, schema, path, place);
    }
    Scalars.Kind kind = Scalars.kind(scalar);
    String value = scalar.getValue();
    if (kind == Scalars.Kind.TEXT && schema.names().contains(value)) {
      return value;
    }
    if (kind == Scalars.Kind.TRUTH && schema.names().contains(value)) {
      return wrongType(node, new Schema.Text(0, 0, null, null, null), path, place);
    }
    String nearest = Nearest.to(value, schema.names());
    report(
        place,
        path,
        "must be " + schema.wanted(),
        shown(path, kind == Scalars.Kind.EMPTY ? "(empty)" : value),
        nearest == null || schema.names().size() == 1 ? null : "did you mean '" + nearest + "'?");
    return null;
  }

  private @Nullable Object bool(Node node, Schema.Bool schema, String path, Place place) {
    if (!(node instanceof ScalarNode scalar) || Scalars.kind(scalar) != Scalars.Kind.TRUTH) {
      return wrongType(node, schema, path, place);
    }
    return Scalars.truth(scalar);
  }

  private @Nullable Object wrongType(Node node, Schema wanted, String path, Place place) {
    String rule = "must be " + wanted.wanted();
    switch (node) {
      case MappingNode _ -> report(place, path, rule, null, "it is an object");
      case SequenceNode _ -> report(place, path, rule, null, "it is a list");
      case ScalarNode scalar -> wrongScalar(scalar, wanted, rule, path, place);
      default -> throw new IllegalStateException("a node must be known, node=" + node);
    }
    return null;
  }

  private void wrongScalar(
      ScalarNode scalar, Schema wanted, String rule, String path, Place place) {
    Scalars.Kind kind = Scalars.kind(scalar);
    if (kind == Scalars.Kind.EMPTY) {
      report(place, path, rule, null, "it is empty: give it a value or remove the line");
      return;
    }
    String value = shown(path, scalar.getValue());
    boolean number = wanted instanceof Schema.Int || wanted instanceof Schema.Num;
    String hint =
        wanted instanceof Schema.Text
            ? "YAML reads this as " + kind.words() + "; write it in quotes"
            : kind == Scalars.Kind.OTHER_NUMBER && number
                ? "write it as a decimal number"
                : kind == Scalars.Kind.TEXT ? "it is a string" : "it is " + kind.words();
    if (wanted instanceof Schema.Int && kind == Scalars.Kind.REAL) {
      hint = "write it without point and exponent";
    }
    report(place, path, rule, value, hint);
  }

  private void report(
      Place place, String path, String rule, @Nullable String value, @Nullable String hint) {
    problems.accept(new Problem(place, path, rule, value, hint));
  }

  private static String sizeOf(String path, int size) {
    return shown(path, Integer.toString(size));
  }

  /// Returns `name=value` with the last name of the path; long values and line breaks are cut.
  private static String shown(String path, String value) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    String line = value.replace("\n", "\\n");
    return name + "=" + (line.length() > 80 ? line.substring(0, 77) + "..." : line);
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
