package dev.alphazero.crd.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Range of a string that holds a duration, ends included.
///
/// Durations are strings because the CRD generator turns `java.time.Duration` into a date. The CRD
/// sums the parts itself, as CEL's `duration()` knows no days and fails above 292 years.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface DurationRange {
  String min();

  String max();
}
