package dev.alphazero.operator.gpu;

import dev.alphazero.crd.resolve.Hardware.Gpu;

/// What labels say of a node's GPUs.
///
/// @param gpu one of them, or the share of one that a pod gets
/// @param doubt why that is a guess, as the end of a sentence that begins with the node's name;
///   empty if the labels say it
/// @param broken why the node's GPUs cannot be used, likewise; empty if they can
record Reading(Gpu gpu, String doubt, String broken, Evidence evidence) {
  static Reading certain(Gpu gpu, Evidence evidence) {
    return new Reading(gpu, "", "", evidence);
  }

  static Reading doubtful(Gpu gpu, String doubt, Evidence evidence) {
    return new Reading(gpu, doubt, "", evidence);
  }

  static Reading broken(Gpu gpu, String broken, Evidence evidence) {
    return new Reading(gpu, "", broken, evidence);
  }
}
