package dev.alphazero.operator.apply;

/// A write that the API server refused. It would refuse it again, so it is reported instead of
/// tried again.
///
/// @param kind of the object, for example `Deployment`
/// @param name of the object
/// @param code HTTP status: 403 not allowed, 409 the object is not the training's, 422 not valid
/// @param message the server's words
public record Refusal(String kind, String name, int code, String message) {
  /// Code of an object that is not the training's.
  public static final int NOT_OURS = 409;
}
