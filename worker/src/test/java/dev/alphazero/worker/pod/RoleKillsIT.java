package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.Placement;
import dev.alphazero.crd.progress.ActorProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.progress.LearnerProgress.State;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.training.CommandProcess;
import dev.alphazero.worker.training.QuickTraining;
import dev.alphazero.worker.training.RunState;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The roles of a training are killed one after the other, at random moments, and started again.
/// `-Dkills=100` kills more often, `-Dtests.seed=N` at other moments.
final class RoleKillsIT {
  private static final List<String> ROLES = List.of("learner", "inference", "own", "shared");
  private static final Pattern ACKNOWLEDGED =
      Pattern.compile("(?m)^alphazero_actor_acknowledged_games_total (\\S+)$");

  private final int kills = Integer.getInteger("kills", 2 * ROLES.size());
  private final long seed = Long.getLong("tests.seed", 1);

  @TempDir Path folder;

  /// What was seen of the training so far: none of it ever goes back.
  private long incarnation;

  private long games;
  private final Map<String, ModelVersion> played = new HashMap<>();

  /// Games that were acknowledged, by the process that played them.
  private final Map<CommandProcess, Long> acknowledged = new LinkedHashMap<>();

  @Test
  void nothingAcknowledgedIsLostOrCountedTwice() throws Exception {
    System.out.printf("RoleKillsIT: kills=%d tests.seed=%d%n", kills, seed);
    try (RoleProcesses roles =
        new RoleProcesses(
            folder,
            QuickTraining.settings("inference.batchSize=64", "evaluation.every=100000"),
            false)) {
      for (String role : ROLES) {
        start(roles, role);
      }
      for (int kill = 0; kill < kills; kill++) {
        CounterRandom random = CounterRandom.of(seed, kill, 0, Purpose.TEST);
        long more = games + 100 + random.nextInt(400);
        roles.process("learner").await("more games", () -> look(roles) >= more);
        String victim = ROLES.get(kill < ROLES.size() ? kill : random.nextInt(ROLES.size()));
        roles.process(victim).kill();
        played.remove(victim);
        start(roles, victim);
      }
      long more = games + 300;
      roles
          .process("learner")
          .await(
              "games of all actors with the last learner's weights",
              () -> look(roles) >= more && everybodyPlaysWithTheLastLearner());
      for (String role : List.of("own", "shared", "inference", "learner")) {
        CommandProcess process = roles.process(role);
        process.await("an open port", () -> roles.get(role, "/health/live") != null);
        process.signal("TERM");
        assertThat(process.exitCode()).as(roles.outputs()).isZero();
      }
      requireWhole(roles);
    }
  }

  private static void start(RoleProcesses roles, String role) throws Exception {
    switch (role) {
      case "learner" -> roles.startLearner();
      case "inference" -> roles.startInference();
      case "own" -> roles.startActor(role, Placement.ACTOR);
      default -> roles.startActor(role, Placement.SHARED);
    }
  }

  /// Looks at all roles and returns the games that are logged.
  private long look(RoleProcesses roles) {
    for (String actor : List.of("own", "shared")) {
      Long count = acknowledged(roles.get(actor, "/metrics"));
      if (count != null) {
        acknowledged.merge(roles.process(actor), count, Math::max);
      }
      roles.progress(actor, ActorProgress.class).ifPresent(now -> requireForward(actor, now));
    }
    roles.progress("learner", LearnerProgress.class).ifPresent(this::requireForward);
    return games;
  }

  private boolean everybodyPlaysWithTheLastLearner() {
    return played.size() == 2
        && played.values().stream().allMatch(version -> version.incarnation() == incarnation);
  }

  private void requireForward(String actor, ActorProgress now) {
    ModelVersion version = new ModelVersion((int) now.modelIncarnation(), now.modelStep());
    ModelVersion before = played.put(actor, version);
    if (before != null) {
      assertThat(version).isGreaterThanOrEqualTo(before);
    }
  }

  private void requireForward(LearnerProgress now) {
    assertThat(now.state()).isNotIn(State.FAILED, State.COMPLETE);
    assertThat(now.incarnation()).isGreaterThanOrEqualTo(incarnation);
    assertThat(now.games()).isGreaterThanOrEqualTo(games);
    incarnation = now.incarnation();
    games = now.games();
  }

  private static @Nullable Long acknowledged(@Nullable HttpResponse<byte[]> metrics) {
    if (metrics == null) {
      return null;
    }
    Matcher matcher = ACKNOWLEDGED.matcher(new String(metrics.body(), StandardCharsets.UTF_8));
    return matcher.find() ? (long) Double.parseDouble(matcher.group(1)) : null;
  }

  private void requireWhole(RoleProcesses roles) {
    RunState state = RunState.of(roles.volume());
    List<Episode> episodes = state.episodes();
    long told = acknowledged.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf(
        "RoleKillsIT: %d games logged, at least %d acknowledged, %d starts of the learner%n",
        episodes.size(), told, incarnation);
    assertThat(episodes.stream().map(Episode::index)).doesNotHaveDuplicates();
    assertThat(told).isPositive().isLessThanOrEqualTo(episodes.size());
    assertThat(state.progress().counters()).isEqualTo(state.counters());
    assertThat(episodes.stream().map(e -> ModelVersion.ofPacked(e.modelVersion()).incarnation()))
        .contains(1, (int) incarnation);
  }
}
