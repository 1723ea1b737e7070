package dev.alphazero.crd.read;

import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.TrainingDocument;
import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.schema.SchemaOf;
import dev.alphazero.crd.schema.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads training files. Strict: whatever the API server would refuse is refused here.
public final class TrainingReader {
  private static final Schema.Fields DOCUMENT = SchemaOf.record(TrainingDocument.class);
  private static final Schema.Fields SPEC = SchemaOf.record(AlphaZeroTrainingSpec.class);

  private TrainingReader() {}

  /// Returns the training of a file, with the flags put on top.
  ///
  /// @throws TrainingFileException with every problem of file and flags
  public static TrainingFile read(Path file, List<Flag> flags) {
    return read(file.toString(), ResourceReader.bytesOf(file), flags);
  }

  /// Returns the training of a text, with the flags put on top.
  ///
  /// @param source name for problems
  /// @throws TrainingFileException with every problem of text and flags
  public static TrainingFile read(String source, String text, List<Flag> flags) {
    return read(source, ResourceReader.bytesOf(text), flags);
  }

  static TrainingFile read(String source, byte[] bytes, List<Flag> flags) {
    ResourceReader reader = new ResourceReader(source);
    Map<String, Object> document = reader.read(bytes, DOCUMENT, true);
    Object written = document.getOrDefault("spec", Map.of());
    Map<String, Object> spec = reader.withFlags(Tree.map(written), SPEC, flags);
    reader.checkRules(spec);
    document.put("spec", spec);
    TrainingDocument bound = reader.bind(document, TrainingDocument.class);
    return new TrainingFile(source, bound, reader.placesBelowSpec());
  }

  /// Returns a specification in which nothing is required and which has no header, as games and
  /// built-in defaults are written.
  ///
  /// @throws TrainingFileException with every problem of the text
  public static AlphaZeroTrainingSpec readPartialSpec(String source, String text) {
    ResourceReader reader = new ResourceReader(source);
    Map<String, Object> spec = reader.read(ResourceReader.bytesOf(text), SPEC, false);
    return reader.bind(spec, AlphaZeroTrainingSpec.class);
  }
}
