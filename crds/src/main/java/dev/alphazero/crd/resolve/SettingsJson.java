package dev.alphazero.crd.resolve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.alphazero.crd.GameName;
import dev.alphazero.crd.json.JsonMappers;
import dev.alphazero.crd.json.Sha256;
import dev.alphazero.crd.json.StrictJson;
import dev.alphazero.crd.schema.Tree;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings as JSON: for the run's file, for their hash, and as one line per value. Strict: a
/// missing or an unknown field is an error.
public final class SettingsJson {
  private static final JsonMapper KEPT =
      JsonMappers.strict()
          .addModule(
              new SimpleModule("alphazero-settings")
                  .addDeserializer(Settings.class, new SettingsDeserializer()))
          .build();

  private SettingsJson() {}

  /// Returns the settings as indented JsonMappers.COMPLETE.
  public static String write(Settings settings) {
    try {
      return JsonMappers.COMPLETE.writerWithDefaultPrettyPrinter().writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings must be writable", e);
    }
  }

  /// Returns the settings of a JSON text.
  ///
  /// @throws IllegalArgumentException if a field is missing, unknown or of the wrong type
  public static Settings read(String json) {
    try {
      Settings settings = JsonMappers.COMPLETE.readValue(json, Settings.class);
      if (settings == null) {
        throw new IllegalArgumentException("settings must be complete and readable: null");
      }
      return settings;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "settings must be complete and readable: " + e.getOriginalMessage(), e);
    }
  }

  /// Returns the SHA-256 of the canonical JSON (keys sorted, no white space), in hexadecimal.
  public static String hash(Settings settings) {
    try {
      return Sha256.of(JsonMappers.COMPLETE_CANONICAL.writeValueAsString(settings));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings must be writable", e);
    }
  }

  /// Returns every value as text by its path, in the order of the record: `search.simulations` to
  /// `64`.
  public static Map<String, String> values(Settings settings) {
    Map<String, Object> tree =
        JsonMappers.COMPLETE.convertValue(settings, new TypeReference<>() {});
    Map<String, String> values = new LinkedHashMap<>();
    Tree.forEachLeaf(tree, (path, value) -> values.put(path, text(value)));
    return values;
  }

  /// A number as people write it: 0.0001, not 1.0E-4.
  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "none";
      case Double number -> BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
      default -> value.toString();
    };
  }

  /// Returns the record of a JSON tree that holds settings and outlives the program that wrote it:
  /// a setting that is newer than the document takes its default, one that this program does not
  /// know is left out.
  ///
  /// @throws IllegalArgumentException with the path of the first bad value
  public static <T> T readKept(JsonNode tree, Class<T> type) {
    return StrictJson.readNode(KEPT, tree, type);
  }

  private static Settings complete(Map<String, Object> tree) {
    GameName game = JsonMappers.COMPLETE.convertValue(Tree.at(tree, "game.name"), GameName.class);
    if (game == null) {
      throw new IllegalArgumentException("settings must name a game");
    }
    Layer written = new Layer(tree, _ -> new Origin.Default());
    Layers layers =
        new Layers(
            List.of(
                written,
                // Older documents have one device for both roles.
                written.devices(),
                Layer.of(Defaults.ofGame(game), new Origin.Default()),
                Layer.of(Defaults.builtIn(), new Origin.Default())));
    return fromTree(layers.shapedLike(Settings.class));
  }

  static Settings fromTree(Map<String, Object> tree) {
    return JsonMappers.COMPLETE.convertValue(tree, Settings.class);
  }

  private static final class SettingsDeserializer extends StdDeserializer<Settings> {
    SettingsDeserializer() {
      super(Settings.class);
    }

    @Override
    public Settings deserialize(JsonParser in, DeserializationContext context) throws IOException {
      try {
        return complete(
            JsonMappers.COMPLETE.convertValue(
                context.readTree(in), new TypeReference<Map<String, Object>>() {}));
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(in, "settings must be readable: " + e.getMessage(), e);
      }
    }
  }
}
