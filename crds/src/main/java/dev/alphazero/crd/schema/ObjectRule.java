package dev.alphazero.crd.schema;

import java.util.Map;
import java.util.function.Predicate;

/// A rule between the fields of one object, wherever it stands: for the local reader and the CRD.
///
/// @param field the field that a problem is reported at
/// @param cel what the API server evaluates, `self` being the object
/// @param message what is wrong, in words
/// @param holds the same over values as they were read: String, Long, Double, Boolean, List, Map
public record ObjectRule(
    String field, String cel, String message, Predicate<Map<String, Object>> holds) {}
