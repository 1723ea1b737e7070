package dev.alphazero.crd.read;

import dev.alphazero.crd.ProfileDocument;
import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.schema.SchemaOf;
import dev.alphazero.crd.schema.Tree;
import java.nio.file.Path;
import java.util.Map;

/// Reads profiles, as strictly as training files.
public final class ProfileReader {
  private static final Schema.Fields DOCUMENT = SchemaOf.record(ProfileDocument.class);

  private ProfileReader() {}

  /// Returns the profile of a file.
  ///
  /// @throws TrainingFileException with every problem of the file
  public static ProfileDocument read(Path file) {
    return read(file.toString(), ResourceReader.bytesOf(file));
  }

  /// Returns the profile of a text.
  ///
  /// @param source name for problems
  /// @throws TrainingFileException with every problem of the text
  public static ProfileDocument read(String source, String text) {
    return read(source, ResourceReader.bytesOf(text));
  }

  private static ProfileDocument read(String source, byte[] bytes) {
    ResourceReader reader = new ResourceReader(source);
    Map<String, Object> document = reader.read(bytes, DOCUMENT, true);
    reader.checkRules(specOf(document));
    return reader.bind(document, ProfileDocument.class);
  }

  private static Map<String, Object> specOf(Map<String, Object> document) {
    return document.get("spec") == null ? Map.of() : Tree.map(document.get("spec"));
  }
}
