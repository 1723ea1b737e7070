package dev.alphazero.operator.freeze;

/// What a change of a field of a running training does.
enum Effect {
  /// It is refused.
  IMMUTABLE("cannot change"),

  /// The profile is chosen again, and what runs follows from that.
  RESOLVE("resolves the training again"),

  /// The number of pods changes; those that run go on.
  SCALE("scales"),

  /// Actors restart.
  ROLL_ACTORS("restarts actors"),

  /// Inference restarts: its pods, or the learner's when they share a GPU.
  ROLL_INFERENCE("restarts inference"),

  /// The learner restarts, from its newest checkpoint and its log.
  ROLL_LEARNER("restarts the learner"),

  /// The learner reads it again as it runs.
  TELL_LEARNER("reaches the learner as it runs, within two minutes"),

  /// The volume changes.
  VOLUME("changes the volume"),

  /// Nothing but the operator looks at it.
  IGNORE("restarts nothing");

  private final String words;

  Effect(String words) {
    this.words = words;
  }

  /// Returns the effect, to complete "a change of this field …".
  String words() {
    return words;
  }
}
