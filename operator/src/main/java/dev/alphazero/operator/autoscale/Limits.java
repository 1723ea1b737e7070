package dev.alphazero.operator.autoscale;

import dev.alphazero.crd.resolve.Settings;

/// What the training's `actors.autoscaling` asks for.
///
/// @param min fewest actors
/// @param max most actors; wins over `min`, which another layer of the settings may have given
/// @param targetPercent busy share of the inference device that is aimed at, in [1, 100]
public record Limits(int min, int max, int targetPercent) {
  public Limits {
    min = Math.min(min, max);
  }

  /// Returns the limits of the resolved settings.
  public static Limits of(Settings.Autoscaling settings) {
    return new Limits(settings.min(), settings.max(), settings.targetBatchFill());
  }

  int clamp(int actors) {
    return Math.clamp(actors, min, max);
  }
}
