package dev.alphazero.crd.resolve;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.alphazero.crd.DurationText;
import dev.alphazero.crd.GameName;
import dev.alphazero.crd.schema.Tree;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Settings as JSON: for the run's file, for their hash, and as one line per value. Strict: a
/// missing or an unknown field is an error.
public final class SettingsJson {
  private static final JsonMapper JSON = mapper(JsonMapper.builder()).build();

  private static final JsonMapper CANONICAL =
      mapper(JsonMapper.builder())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private SettingsJson() {}

  /// Returns the settings as indented JSON.
  public static String write(Settings settings) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings must be writable", e);
    }
  }

  /// Returns the settings of a JSON text.
  ///
  /// @throws IllegalArgumentException if a field is missing, unknown or of the wrong type
  public static Settings read(String json) {
    try {
      Settings settings = JSON.readValue(json, Settings.class);
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
      byte[] canonical = CANONICAL.writeValueAsString(settings).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("settings must be writable", e);
    }
  }

  /// Returns every value as text by its path, in the order of the record: `search.simulations` to
  /// `64`.
  public static Map<String, String> values(Settings settings) {
    Map<String, Object> tree = JSON.convertValue(settings, new TypeReference<>() {});
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

  /// Returns what a mapper needs for documents that hold settings and outlive the program that
  /// wrote them: a field that is newer than the document takes its default, one that this program
  /// does not know is left out. A value of the wrong type is an error.
  public static SimpleModule module() {
    SimpleModule module = new SimpleModule("alphazero-settings");
    module.addSerializer(Settings.class, new SettingsSerializer());
    module.addDeserializer(Settings.class, new SettingsDeserializer());
    return module;
  }

  private static Settings complete(Map<String, Object> tree) {
    GameName game = JSON.convertValue(Tree.at(tree, "game.name"), GameName.class);
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
    return JSON.convertValue(tree, Settings.class);
  }

  static JsonMapper.Builder mapper(JsonMapper.Builder builder) {
    SimpleModule module = new SimpleModule("alphazero");
    module.addSerializer(Duration.class, new DurationSerializer());
    module.addDeserializer(Duration.class, new DurationDeserializer());
    module.addSerializer(OptionalDouble.class, new OptionalDoubleSerializer());
    module.addDeserializer(OptionalDouble.class, new OptionalDoubleDeserializer());
    return builder
        .addModule(module)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
  }

  private static final class SettingsSerializer extends StdSerializer<Settings> {
    SettingsSerializer() {
      super(Settings.class);
    }

    @Override
    public void serialize(Settings value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(
          JSON.convertValue(value, new TypeReference<Map<String, Object>>() {}), out);
    }
  }

  private static final class SettingsDeserializer extends StdDeserializer<Settings> {
    SettingsDeserializer() {
      super(Settings.class);
    }

    @Override
    public Settings deserialize(JsonParser in, DeserializationContext context) throws IOException {
      try {
        return complete(
            JSON.convertValue(context.readTree(in), new TypeReference<Map<String, Object>>() {}));
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(in, "settings must be readable: " + e.getMessage(), e);
      }
    }
  }

  private static final class DurationSerializer extends StdSerializer<Duration> {
    DurationSerializer() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(DurationText.format(value));
    }
  }

  private static final class DurationDeserializer extends StdDeserializer<Duration> {
    DurationDeserializer() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return DurationText.parse(in.getValueAsString(""));
    }
  }

  private static final class OptionalDoubleSerializer extends StdSerializer<OptionalDouble> {
    OptionalDoubleSerializer() {
      super(OptionalDouble.class);
    }

    @Override
    public void serialize(OptionalDouble value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        out.writeNumber(value.getAsDouble());
      } else {
        out.writeNull();
      }
    }
  }

  private static final class OptionalDoubleDeserializer extends StdDeserializer<OptionalDouble> {
    OptionalDoubleDeserializer() {
      super(OptionalDouble.class);
    }

    @Override
    public OptionalDouble deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return OptionalDouble.of(in.getDoubleValue());
    }

    @Override
    public OptionalDouble getNullValue(DeserializationContext context) {
      return OptionalDouble.empty();
    }
  }
}
