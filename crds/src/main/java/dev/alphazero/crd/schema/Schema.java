package dev.alphazero.crd.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a value of a resource may be; the part of JSON Schema that the records use.
///
/// `SchemaOf` reads it from a record, so that the local reader and the CRD follow the same
/// annotations.
public sealed interface Schema {
  /// Returns what a value must be, to complete "must be …".
  String wanted();

  /// An object with known fields, in the order of the record.
  ///
  /// @param rules between the fields, beside what each must be by itself
  record Fields(String name, Map<String, Field> fields, List<ObjectRule> rules) implements Schema {
    @Override
    public String wanted() {
      return "an object with the fields " + String.join(", ", fields.keySet());
    }
  }

  /// A field of an object.
  record Field(Schema schema, boolean required, String description) {}

  /// An object with free keys.
  record MapOf(Schema keys, Schema values, int maxSize) implements Schema {
    @Override
    public String wanted() {
      return "an object with free keys";
    }
  }

  /// A list.
  record ListOf(Schema items, int maxSize) implements Schema {
    @Override
    public String wanted() {
      return "a list";
    }
  }

  /// A string; `maxLength` is 0 when the annotations forgot to bound it, which a test refuses.
  record Text(
      int minLength,
      int maxLength,
      @Nullable String pattern,
      @Nullable String wording,
      @Nullable DurationRange duration)
      implements Schema {
    @Override
    public String wanted() {
      return "a string";
    }
  }

  /// A whole number of at most 64 bits.
  record Int(Range range) implements Schema {
    @Override
    public String wanted() {
      return "a whole number";
    }
  }

  /// A finite number.
  record Num(Range range) implements Schema {
    @Override
    public String wanted() {
      return "a number";
    }
  }

  /// One of a few names.
  record EnumOf(List<String> names) implements Schema {
    @Override
    public String wanted() {
      return names.size() == 1 ? names.getFirst() : "one of " + String.join(", ", names);
    }
  }

  /// true or false.
  record Bool() implements Schema {
    @Override
    public String wanted() {
      return "true or false";
    }
  }
}
