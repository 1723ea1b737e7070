package dev.alphazero.crd.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.alphazero.crd.text.DurationText;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;

/// The JSON of types that Jackson does not know: a duration is a text such as `1h30m`, an
/// `OptionalDouble` is a number or null.
final class ValueTypes {
  private ValueTypes() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule("alphazero");
    module.addSerializer(Duration.class, new DurationSerializer());
    module.addDeserializer(Duration.class, new DurationDeserializer());
    module.addSerializer(OptionalDouble.class, new OptionalDoubleSerializer());
    module.addDeserializer(OptionalDouble.class, new OptionalDoubleDeserializer());
    return module;
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
