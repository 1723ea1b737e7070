package dev.alphazero.operator.freeze;

/// What was frozen cannot be read. It is never resolved again silently: pods would restart with
/// other settings.
public final class FrozenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FrozenException(String name, String problem) {
    super(
        "ControllerRevision %s holds what the training's pods were started with and must be readable: %s; use the operator that wrote it, or delete the ControllerRevision to resolve the training anew"
            .formatted(name, problem));
  }
}
