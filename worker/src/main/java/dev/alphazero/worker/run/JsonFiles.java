package dev.alphazero.worker.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.RunFolderException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// JSON documents of records, indented for people.
public final class JsonFiles {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(EloJson.module())
          .disable(
              MapperFeature.AUTO_DETECT_IS_GETTERS) // what a record answers is not what it holds
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private static final Pattern HINT_FOR_PROGRAMMERS = Pattern.compile(" \\(set Deser[^)]*\\)");

  private JsonFiles() {}

  /// Returns a document's text.
  public static String text(Object document) {
    try {
      return WRITER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a document must be made of records, type=" + document.getClass().getName(), e);
    }
  }

  /// Returns a document's text in one line.
  public static String line(Object document) {
    try {
      return MAPPER
          .writer()
          .without(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a document must be made of records, type=" + document.getClass().getName(), e);
    }
  }

  /// Writes a document so that readers, also after a crash, see the old one or the new one.
  ///
  /// @throws RunFolderException if the disk refuses
  static void write(Path file, Object document) {
    try {
      byte[] text = (text(document) + "\n").getBytes(StandardCharsets.UTF_8);
      DurableFiles.disk().writeAtomically(file, ByteBuffer.wrap(text));
    } catch (IOException e) {
      throw RunFolderException.of("write", file, e);
    }
  }

  /// Adds a document to a file as one line.
  ///
  /// @throws RunFolderException if the disk refuses
  static void appendLine(Path file, Object document) {
    try {
      Files.writeString(
          file, line(document) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw RunFolderException.of("append to", file, e);
    }
  }

  /// Reads a document.
  ///
  /// @param remedy what to do if the file is no such document
  /// @throws RunException if the file is no such document
  static <T> T read(Path file, Class<T> type, String remedy) {
    try {
      return parse(file, Files.readString(file), type, remedy);
    } catch (IOException e) {
      throw RunFolderException.of("read", file, e);
    }
  }

  /// Reads a document that was found in a file.
  ///
  /// @param remedy what to do if it is no such document
  /// @throws RunException if it is no such document
  static <T> T parse(Path file, String document, Class<T> type, String remedy) {
    try {
      T value = MAPPER.readValue(document, type);
      if (value == null) {
        throw damaged(file, "it holds null", remedy, null);
      }
      return value;
    } catch (JsonProcessingException e) {
      String reason = HINT_FOR_PROGRAMMERS.matcher(e.getOriginalMessage()).replaceAll("");
      throw damaged(file, reason, remedy, e);
    }
  }

  static RunException damaged(
      Path file, @Nullable String reason, String remedy, @Nullable Exception cause) {
    return new RunException("%s is damaged: %s. %s".formatted(file, reason, remedy), cause);
  }

  /// Returns a text that is JSON already as a part of documents.
  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the text must be JSON", e);
    }
  }
}
