package dev.alphazero.crd.read;

import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.schema.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/// Reads flags into the part of a specification that they set, by the same schema as the file.
final class FlagReader {
  private static final String PREFIX = "spec.";

  private final Schema.Fields spec;
  private final Consumer<Problem> problems;
  private final Map<String, Place> places;

  FlagReader(Schema.Fields spec, Consumer<Problem> problems, Map<String, Place> places) {
    this.spec = spec;
    this.problems = problems;
    this.places = places;
  }

  Map<String, Object> read(List<Flag> flags) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Flag flag : flags) {
      String path =
          flag.path().startsWith(PREFIX) ? flag.path().substring(PREFIX.length()) : flag.path();
      Map<String, Object> part = new LinkedHashMap<>();
      Object value = value(flag, path);
      if (value != null) {
        Tree.put(part, path, value);
        tree = Tree.overlay(tree, part);
      }
    }
    return tree;
  }

  private @Nullable Object value(Flag flag, String path) {
    Place place = Place.atFlag(flag.label());
    Schema schema = schemaAt(path, place);
    if (schema == null) {
      return null;
    }
    if (flag.value().isEmpty()) {
      problems.accept(
          new Problem(place, PREFIX + path, "must not be empty", null, "write " + flag.usage()));
      return null;
    }
    Node node = YamlText.compose(place, yaml(flag.value(), schema), problems);
    Map<String, Place> flagPlaces = new LinkedHashMap<>();
    Object value =
        node == null
            ? null
            : new SchemaReader(spec, place, false, problems, flagPlaces)
                .read(node, schema, PREFIX + path);
    places.putAll(flagPlaces);
    return value;
  }

  /// A string needs no quotes on the command line, where `no` and `6` are meant as they stand.
  private static String yaml(String value, Schema schema) {
    if (!(schema instanceof Schema.Text || schema instanceof Schema.EnumOf)) {
      return value;
    }
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    String text = quoted ? value.substring(1, value.length() - 1) : value;
    return "'" + text.replace("'", "''") + "'";
  }

  private @Nullable Schema schemaAt(String path, Place place) {
    Schema schema = spec;
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length; i++) {
      boolean last = i == names.length - 1;
      if (schema instanceof Schema.Fields fields && fields.fields().containsKey(names[i])) {
        schema = fields.fields().get(names[i]).schema();
      } else if (schema instanceof Schema.MapOf entries && last) {
        schema = entries.values();
      } else {
        String hint =
            schema instanceof Schema.Fields fields
                ? SchemaReader.unknownHint(spec, names[i], fields)
                : "'" + names[i - 1] + "' must be " + schema.wanted();
        problems.accept(new Problem(place, PREFIX + path, "unknown field", null, hint));
        return null;
      }
    }
    return schema;
  }
}
