package dev.alphazero.operator.freeze;

import static dev.alphazero.operator.freeze.Effect.IGNORE;
import static dev.alphazero.operator.freeze.Effect.IMMUTABLE;
import static dev.alphazero.operator.freeze.Effect.RESOLVE;
import static dev.alphazero.operator.freeze.Effect.ROLL_ACTORS;
import static dev.alphazero.operator.freeze.Effect.ROLL_INFERENCE;
import static dev.alphazero.operator.freeze.Effect.ROLL_LEARNER;
import static dev.alphazero.operator.freeze.Effect.SCALE;
import static dev.alphazero.operator.freeze.Effect.TELL_LEARNER;
import static dev.alphazero.operator.freeze.Effect.VOLUME;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a change of each field of a training is expected to do, as `docs/fields.md` lists it. What
/// really restarts follows from `Inputs`, which `RestartClassTest` compares with this table.
final class RestartClass {
  private static final Effect[] ROLL_ALL = {ROLL_ACTORS, ROLL_INFERENCE, ROLL_LEARNER};

  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

  /// Path below `spec` to effects, in the order of the specification.
  static final Map<String, Set<Effect>> TABLE = Collections.unmodifiableMap(table());

  private RestartClass() {}

  private static Map<String, Set<Effect>> table() {
    Map<String, Set<Effect>> table = new LinkedHashMap<>();
    put(table, List.of("game.name", "game.options"), IMMUTABLE);
    put(table, List.of("profile"), RESOLVE);
    put(table, List.of("seed"), IMMUTABLE);
    put(table, List.of("device"), ROLL_INFERENCE, ROLL_LEARNER);
    put(table, List.of("network.blocks", "network.channels"), IMMUTABLE);
    put(table, List.of("search.algorithm"), ROLL_ACTORS, ROLL_LEARNER);
    put(table, List.of("search.simulations", "search.backend"), ROLL_ACTORS);
    put(
        table,
        List.of(
            "search.cPuct", "search.cPuctBase", "search.fpuReduction", "search.consideredActions"),
        ROLL_ACTORS,
        ROLL_LEARNER);
    put(
        table,
        List.of(
            "search.rootNoise.alphaScale", "search.rootNoise.fraction", "search.forcedPlayouts"),
        ROLL_ACTORS);
    put(table, List.of("selfPlay.gamesPerActor", "selfPlay.evaluationCache"), ROLL_ACTORS);
    put(table, List.of("selfPlay.maxPlies"), ROLL_ACTORS, ROLL_LEARNER);
    put(
        table,
        List.of(
            "selfPlay.temperature.initial",
            "selfPlay.temperature.final",
            "selfPlay.temperature.plies",
            "selfPlay.openings.share",
            "selfPlay.openings.maxPlies",
            "selfPlay.playoutCap.fullShare",
            "selfPlay.playoutCap.simulations",
            "selfPlay.resignation.threshold",
            "selfPlay.resignation.playOnShare"),
        ROLL_ACTORS);
    put(table, List.of("inference.placement"), ROLL_ACTORS, ROLL_INFERENCE);
    put(table, List.of("inference.replicas"), SCALE);
    put(
        table,
        List.of(
            "inference.batchSize",
            "inference.batchTimeout",
            "inference.minBatchFill",
            "inference.batchPolicy",
            "inference.precision",
            "inference.device"),
        ROLL_INFERENCE);
    put(
        table,
        List.of(
            "actors.replicas",
            "actors.autoscaling.mode",
            "actors.autoscaling.min",
            "actors.autoscaling.max",
            "actors.autoscaling.targetBatchFill"),
        SCALE);
    put(
        table,
        List.of(
            "learner.batchSize",
            "learner.precision",
            "learner.device",
            "learner.optimizer.learningRate",
            "learner.optimizer.weightDecay",
            "learner.optimizer.clipNorm",
            "learner.optimizer.warmupSamples",
            "learner.optimizer.decaySamples",
            "learner.optimizer.finalLearningRateShare",
            "learner.replay.windowSamples",
            "learner.replay.reuse",
            "learner.replay.maxSamples",
            "learner.publishEvery",
            "learner.emaHalfLife",
            "checkpoints.every",
            "checkpoints.keep"),
        ROLL_LEARNER);
    put(
        table,
        List.of(
            "checkpoints.onDelete",
            "checkpoints.storage.size",
            "checkpoints.storage.storageClassName"),
        VOLUME);
    put(
        table,
        List.of(
            "evaluation.every",
            "evaluation.games",
            "evaluation.simulations",
            "evaluation.opponents",
            "evaluation.positions"),
        ROLL_LEARNER);
    put(
        table,
        List.of(
            "completion.trainingSteps",
            "completion.games",
            "completion.samples",
            "completion.activeDeadline",
            "completion.errorRate"),
        TELL_LEARNER);
    put(table, List.of("gpuSharing"), ROLL_INFERENCE, ROLL_LEARNER);
    put(table, List.of("suspend"), SCALE, RESOLVE);
    put(
        table,
        List.of("cleanUpAfterFinished", "ttlAfterFinished", "failurePolicy.maxRestarts"),
        IGNORE);
    put(table, List.of("image", "pullSecrets", "imagePullSecrets"), ROLL_ALL);
    putPods(table, "actor", ROLL_ACTORS, IGNORE);
    putPods(table, "inference", ROLL_INFERENCE, ROLL_INFERENCE);
    putPods(table, "learner", ROLL_LEARNER, ROLL_LEARNER);
    put(table, List.of("pods.protectLearner"), IGNORE);
    put(table, List.of("pods.serviceAccountName"), ROLL_ALL);
    put(table, List.of("pods.serviceAccountAnnotations"), IGNORE);
    return table;
  }

  /// @param gpu of the GPU's resource, which actors have none of
  private static void putPods(
      Map<String, Set<Effect>> table, String role, Effect roll, Effect gpu) {
    String pods = "pods." + role + ".";
    put(
        table,
        List.of(
            pods + "resources.cpu",
            pods + "resources.memory",
            pods + "resources.requests.cpu",
            pods + "resources.requests.memory",
            pods + "resources.requests.ephemeral-storage",
            pods + "resources.limits.cpu",
            pods + "resources.limits.memory",
            pods + "resources.limits.ephemeral-storage",
            pods + "nodeSelector",
            pods + "tolerations",
            pods + "affinity.nodeAffinity." + REQUIRED + ".nodeSelectorTerms",
            pods + "affinity.nodeAffinity." + PREFERRED,
            pods + "affinity.podAffinity." + REQUIRED,
            pods + "affinity.podAffinity." + PREFERRED,
            pods + "affinity.podAntiAffinity." + REQUIRED,
            pods + "affinity.podAntiAffinity." + PREFERRED,
            pods + "topologySpreadConstraints",
            pods + "env",
            pods + "envFrom",
            pods + "labels",
            pods + "annotations",
            pods + "priorityClassName",
            pods + "runtimeClassName"),
        roll);
    put(table, List.of(pods + "gpuResourceName"), gpu);
    put(
        table,
        List.of(
            pods + "securityContext.defaults",
            pods + "securityContext.runAsUser",
            pods + "securityContext.runAsGroup",
            pods + "securityContext.fsGroup",
            pods + "securityContext.supplementalGroups",
            pods + "imagePullPolicy",
            pods + "terminationGracePeriodSeconds"),
        roll);
  }

  private static void put(Map<String, Set<Effect>> table, List<String> paths, Effect... effects) {
    Set<Effect> set = Collections.unmodifiableSet(EnumSet.copyOf(List.of(effects)));
    for (String path : paths) {
      if (table.put(path, set) != null) {
        throw new IllegalStateException("a field must have one class, path=" + path);
      }
    }
  }
}
