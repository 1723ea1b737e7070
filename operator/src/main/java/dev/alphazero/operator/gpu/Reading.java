package dev.alphazero.operator.gpu;

import dev.alphazero.crd.resolve.Hardware.Gpu;

/// What labels say of a node's GPUs.
sealed interface Reading {
  /// Returns the labels that were read.
  Evidence evidence();

  /// The labels say it.
  ///
  /// @param gpu one of them, or the share of one that a pod gets
  record Certain(Gpu gpu, Evidence evidence) implements Reading {}

  /// A guess.
  ///
  /// @param gpu as above, the weakest that it can be
  /// @param doubt why it is a guess, as the end of a sentence that begins with the node's name
  record Doubtful(Gpu gpu, String doubt, Evidence evidence) implements Reading {}

  /// The node's GPUs cannot be used.
  ///
  /// @param why as the end of a sentence that begins with the node's name
  record Broken(String why, Evidence evidence) implements Reading {}

  static Reading certain(Gpu gpu, Evidence evidence) {
    return new Certain(gpu, evidence);
  }

  static Reading doubtful(Gpu gpu, String doubt, Evidence evidence) {
    return new Doubtful(gpu, doubt, evidence);
  }

  static Reading broken(String why, Evidence evidence) {
    return new Broken(why, evidence);
  }
}
