package dev.alphazero.crd.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.function.Supplier;

/// The rules between the fields of a record.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Rules {
  /// A class with a constructor without parameters.
  Class<? extends Supplier<List<ObjectRule>>> value();
}
