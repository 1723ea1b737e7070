package dev.alphazero.crd.read;

import dev.alphazero.crd.json.JsonMappers;
import dev.alphazero.crd.schema.CrossFieldRules;
import dev.alphazero.crd.schema.Rule;
import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.schema.Tree;
import dev.alphazero.crd.schema.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/// One reading of one resource: collects values, places and problems. Used once.
final class ResourceReader {
  private static final int MAX_SHOWN = 100;

  private final String source;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Place> places = new LinkedHashMap<>();

  ResourceReader(String source) {
    this.source = source;
  }

  /// Returns the file's bytes.
  ///
  /// @throws TrainingFileException if they cannot be read
  static byte[] bytesOf(Path file) {
    try {
      // One byte more than allowed shows that a file is too large, whatever its size.
      try (var in = Files.newInputStream(file)) {
        return in.readNBytes(YamlText.MAX_BYTES + 1);
      }
    } catch (NoSuchFileException e) {
      throw unreadable(file, "must exist");
    } catch (IOException e) {
      throw unreadable(
          file,
          Files.isDirectory(file)
              ? "must be a file, not a folder"
              : "cannot be read: " + e.getMessage());
    }
  }

  private static TrainingFileException unreadable(Path file, String rule) {
    return new TrainingFileException(
        List.of(new Problem(Place.inFile(file.toString(), 0), "", rule, null, null)));
  }

  static byte[] bytesOf(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Returns the values of the text, as far as they could be read.
  Map<String, Object> read(byte[] bytes, Schema.Fields schema, boolean requireRequired) {
    String text = YamlText.decode(source, bytes, problems::add);
    Node root =
        text == null ? null : YamlText.compose(Place.inFile(source, 0), text, problems::add);
    Object tree =
        root == null
            ? null
            : new SchemaReader(
                    schema, Place.inFile(source, 0), requireRequired, problems::add, places)
                .read(root, schema, "");
    return tree == null ? new LinkedHashMap<>() : Tree.map(tree);
  }

  /// Returns the specification with the flags put on top.
  Map<String, Object> withFlags(Map<String, Object> spec, Schema.Fields schema, List<Flag> flags) {
    return Tree.overlay(spec, new FlagReader(schema, problems::add, places).read(flags));
  }

  /// Reports the rules across fields that the specification breaks.
  void checkRules(Map<String, Object> spec) {
    for (Rule rule : CrossFieldRules.brokenBy(new FileValues(spec))) {
      problems.add(RuleProblem.of(rule, spec, placesBelowSpec(), _ -> ""));
    }
  }

  /// The values of a file alone.
  record FileValues(Map<String, Object> spec) implements Values {
    @Override
    public @Nullable Object at(String path) {
      return Tree.at(spec, path);
    }

    @Override
    public boolean isSet(String path) {
      return at(path) != null;
    }
  }

  /// Returns the record of the values.
  ///
  /// @throws TrainingFileException if anything was wrong
  <T> T bind(Map<String, Object> tree, Class<T> type) {
    if (!problems.isEmpty()) {
      throw new TrainingFileException(shown());
    }
    return JsonMappers.PLAIN.convertValue(tree, type);
  }

  /// Returns the problems from top to bottom, those of flags last, as many as one can read.
  private List<Problem> shown() {
    problems.sort(
        Comparator.comparing((Problem problem) -> problem.place().isFlag())
            .thenComparing(problem -> problem.place().line()));
    if (problems.size() <= MAX_SHOWN) {
      return problems;
    }
    List<Problem> shown = new ArrayList<>(problems.subList(0, MAX_SHOWN));
    shown.add(
        new Problem(
            Place.inFile(source, 0),
            "",
            "has more problems than are shown",
            "problems=" + problems.size(),
            null));
    return shown;
  }

  Map<String, Place> placesBelowSpec() {
    Map<String, Place> below = new LinkedHashMap<>();
    places.forEach(
        (path, place) -> {
          if (path.startsWith("spec.")) {
            below.put(path.substring("spec.".length()), place);
          }
        });
    return below;
  }
}
