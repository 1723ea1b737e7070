package dev.alphazero.operator.observe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Learner pods as Kubernetes reports them when they end, of `pods/learner-ends.yaml`.
public final class LearnerEnds {
  private LearnerEnds() {}

  /// @param name what happened
  /// @param healthy the facts of the pod before it happened
  /// @param ended the facts afterwards
  /// @param counted failures of the learner
  public record Case(String name, PodFacts healthy, PodFacts ended, int counted) {}

  public static List<Case> all() {
    try (InputStream file = LearnerEnds.class.getResourceAsStream("/pods/learner-ends.yaml")) {
      JsonNode cases = Serialization.yamlMapper().readTree(Objects.requireNonNull(file));
      List<Case> all = new ArrayList<>();
      for (JsonNode one : cases) {
        Pod pod = Serialization.yamlMapper().treeToValue(one.get("pod"), Pod.class);
        all.add(
            new Case(
                one.get("case").asText(), read(healthy()), read(pod), one.get("counted").asInt()));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PodFacts read(Pod pod) {
    Pod named =
        new PodBuilder(pod)
            .editOrNewMetadata()
            .withName("c4-learner-0")
            .withUid("uid-c4-learner-0")
            .withLabels(Children.labels("c4", Role.LEARNER))
            .endMetadata()
            .build();
    return PodReader.read(named).orElseThrow();
  }

  private static Pod healthy() {
    return new PodBuilder()
        .withNewStatus()
        .withPhase("Running")
        .addNewContainerStatus()
        .withName("learner")
        .withRestartCount(0)
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
