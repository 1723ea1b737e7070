package dev.alphazero.crd.schema;

import java.util.List;
import java.util.function.Predicate;

/// A rule across fields.
///
/// @param paths the fields it relates, by path below `spec`; a problem is reported at the first one
///   that the author set
/// @param cel the same rule for the CRD, `self` being the spec
/// @param message completes "must …" or says what makes no sense; names every field, because the
///   API server prints the message alone
/// @param holds whether the rule is kept
public record Rule(List<String> paths, String cel, String message, Predicate<Values> holds) {}
