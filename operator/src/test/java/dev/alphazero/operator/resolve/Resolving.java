package dev.alphazero.operator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.gpu.Cluster;
import dev.alphazero.operator.gpu.NodeFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Short forms of `Resolve.of` for tests; the training is ten minutes old unless they say
/// otherwise.
final class Resolving {
  static final Instant CREATED = Instant.parse(Trainings.CREATED);
  static final Instant NOW = CREATED.plusSeconds(600);

  private Resolving() {}

  static Cluster nodes(NodeFacts... nodes) {
    return new Cluster.Nodes(List.of(nodes));
  }

  static Resolution first(AlphaZeroTraining training, Cluster cluster) {
    return resolve(training, null, cluster);
  }

  static Resolution resolve(
      AlphaZeroTraining training, @Nullable Snapshot frozen, Cluster cluster) {
    return Resolve.of(training, frozen, null, cluster, Profiles.builtIn(), NOW);
  }

  static Resolution.Resolved resolved(Resolution outcome) {
    assertThat(outcome).isInstanceOf(Resolution.Resolved.class);
    return (Resolution.Resolved) outcome;
  }

  static Snapshot snapshot(Resolution outcome) {
    return resolved(outcome).snapshot();
  }

  static AlphaZeroTraining annotated(AlphaZeroTraining training, String trigger) {
    training.getMetadata().setAnnotations(Map.of("alphazero.dev/resolve", trigger));
    return training;
  }
}
