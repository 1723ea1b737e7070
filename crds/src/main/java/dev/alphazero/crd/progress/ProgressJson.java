package dev.alphazero.crd.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.alphazero.crd.json.JsonMappers;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The roles' documents as JsonMappers.LENIENT.
///
/// | in a document | when it is read |
/// |---|---|
/// | a field that is not known | ignored: a newer worker may tell more |
/// | a field that may be null | may be absent, which says the same |
/// | any other field | must be there, of its type and in its range |
/// | a newer version | refused: its fields may mean something else |
public final class ProgressJson {
  /// Length of the longest document that is read. None that is written is longer.
  public static final int MAX_BYTES = 16 * 1024;

  private ProgressJson() {}

  /// Returns the document as indented JSON, without what is not known.
  public static String write(RoleProgress progress) {
    try {
      return JsonMappers.LENIENT.writerWithDefaultPrettyPrinter().writeValueAsString(progress)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("progress must be writable", e);
    }
  }

  /// Returns what a document tells.
  ///
  /// @throws IllegalArgumentException if it is none of this type and version; the message is for
  ///   people
  public static <T extends RoleProgress> T read(Class<T> type, byte[] document) {
    if (document.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "progress must have at most " + MAX_BYTES + " bytes, bytes=" + document.length);
    }
    try {
      JsonNode tree = JsonMappers.LENIENT.readTree(document);
      checkVersion(tree);
      return JsonMappers.LENIENT.treeToValue(tree, type);
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException("progress must be readable: " + words(e), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("progress must be JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes must be readable", e);
    }
  }

  private static void checkVersion(@Nullable JsonNode tree) {
    if (tree == null || !tree.isObject()) {
      throw new IllegalArgumentException("progress must be a JSON object");
    }
    JsonNode version = tree.path("version");
    if (!version.canConvertToInt() || !version.isIntegralNumber() || version.intValue() < 1) {
      throw new IllegalArgumentException(
          "progress must have a version of 1 or more, version=" + version);
    }
    if (version.intValue() > RoleProgress.VERSION) {
      throw new IllegalArgumentException(
          "progress must have version "
              + RoleProgress.VERSION
              + " or older, version="
              + version
              + ": the worker's image is newer than the operator; upgrade the operator, or set"
              + " spec.image to an older one");
    }
  }

  private static String words(JsonMappingException e) {
    if (e.getCause() instanceof IllegalArgumentException range) {
      return String.valueOf(range.getMessage());
    }
    if (e.getCause() instanceof NullPointerException missing) {
      return missing.getMessage() + " is missing";
    }
    String path =
        e.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .collect(Collectors.joining("."));
    return path + ": " + e.getOriginalMessage();
  }
}
