package dev.alphazero.crd.read;

import dev.alphazero.crd.ActorsSpec;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.AutoscalingMode;
import java.util.ArrayList;
import java.util.List;

/// The old names of fields and values, which are read until the next release.
public final class OldNames {
  private OldNames() {}

  /// Returns a sentence for each that the specification uses.
  public static List<String> in(AlphaZeroTrainingSpec spec) {
    List<String> found = new ArrayList<>();
    ActorsSpec actors = spec.actors();
    if (actors != null
        && actors.autoscaling() != null
        && actors.autoscaling().mode() == AutoscalingMode.OFF) {
      found.add(sentence("actors.autoscaling.mode \"Off\"", "Disabled"));
    }
    if (spec.ttlAfterFinished() != null) {
      found.add(sentence("ttlAfterFinished", "cleanUpAfterFinished"));
    }
    if (spec.imagePullSecrets() != null) {
      found.add(sentence("imagePullSecrets", "pullSecrets, a list of {name: NAME}"));
    }
    return List.copyOf(found);
  }

  private static String sentence(String old, String name) {
    return "spec.%s is read until the next release only: write %s".formatted(old, name);
  }
}
