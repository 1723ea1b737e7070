package dev.alphazero.worker.pod;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.progress.LearnerProgress.State;
import dev.alphazero.crd.progress.Limits;
import dev.alphazero.crd.progress.RoleProgress;
import dev.alphazero.worker.arena.Elo;
import dev.alphazero.worker.plan.Counters;
import dev.alphazero.worker.run.EvaluationResult;
import dev.alphazero.worker.training.Progress;
import dev.alphazero.worker.training.TrainingListener;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a learner reports of its training. The training's thread writes, HTTP's threads read.
final class LearnerStatus implements TrainingListener {
  /// Actors that rest make few samples, and yet the learner does not wait for any.
  private static final double RATIO_WITH_BACKLOG = 0.9;

  private final Consumer<String> log;
  private final Clock clock;
  private final int batch;
  private final double reuse;

  @GuardedBy("this") private State state = State.STARTING;

  @GuardedBy("this") private @Nullable String reason;

  @GuardedBy("this") private @Nullable Integer incarnation;

  @GuardedBy("this") private Counters counters = new Counters(0, 0, 0, 0);

  @GuardedBy("this") private @Nullable Progress progress;

  @GuardedBy("this") private boolean backlog;

  @GuardedBy("this") private @Nullable Double elo;

  @GuardedBy("this") private @Nullable Double errorRate;

  @GuardedBy("this") private LearnerProgress.@Nullable Checkpoint checkpoint;

  @GuardedBy("this") private Limits limits;

  /// @param batch samples of a training step
  /// @param reuse presentations per sample at most
  /// @param limits that it works by at first
  LearnerStatus(Consumer<String> log, Clock clock, int batch, double reuse, Limits limits) {
    this.log = log;
    this.clock = clock;
    this.batch = batch;
    this.reuse = reuse;
    this.limits = limits;
  }

  @Override
  public void note(String line) {
    log.accept(line);
  }

  @Override
  public synchronized void starting(int incarnation, Counters counters) {
    this.incarnation = incarnation;
    this.counters = counters;
  }

  @Override
  public synchronized void progress(Progress progress) {
    state = State.RUNNING;
    this.progress = progress;
    counters = progress.counters();
  }

  @Override
  public synchronized void backlog(boolean isLarge) {
    if (isLarge != backlog) {
      backlog = isLarge;
      log.accept(
          isLarge
              ? "actors are told to rest: more samples wait to be learned from than the window holds"
              : "actors may play on: half a window is left to learn from");
    }
  }

  @Override
  public synchronized void checkpointed(long step) {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    checkpoint = new LearnerProgress.Checkpoint(step, now);
  }

  /// The training works by these limits from now on.
  synchronized void limits(Limits now) {
    limits = now;
  }

  /// An evaluation has ended. Elo is against the first opponent.
  synchronized void evaluated(EvaluationResult result) {
    if (result.positions() > 0) {
      errorRate = result.errorRate();
    }
    result.matches().stream().findFirst().ifPresent(match -> elo = elo(match.elo()));
  }

  /// A clean sweep says no more than the near end of its interval.
  private static double elo(Elo measured) {
    if (Double.isFinite(measured.elo())) {
      return measured.elo();
    }
    return measured.elo() > 0 ? measured.low() : measured.high();
  }

  /// The training has reached a limit.
  synchronized void complete(String reached, Counters counters) {
    state = State.COMPLETE;
    reason = reached;
    this.counters = counters;
  }

  /// The training cannot go on.
  synchronized void failed(String why) {
    state = State.FAILED;
    reason = why;
  }

  /// Returns whether the training is complete or has failed.
  synchronized boolean hasEnded() {
    return state == State.COMPLETE || state == State.FAILED;
  }

  /// Returns what is known, null before the counters of the run are read: a training must not seem
  /// to begin anew.
  ///
  /// @param inference what the process reports of its evaluations for the actors, if it has any
  synchronized @Nullable LearnerProgress document(Optional<InferenceProgress> inference) {
    Integer start = incarnation;
    if (start == null && state != State.FAILED) {
      return null;
    }
    Progress now = state == State.STARTING ? null : progress;
    boolean running = state == State.RUNNING;
    return new LearnerProgress(
        RoleProgress.VERSION,
        state,
        reason,
        start == null ? 0 : start,
        counters.steps(),
        counters.games(),
        counters.samples(),
        state == State.COMPLETE ? Double.valueOf(100) : percent(now),
        running && now != null && now.etaSeconds() >= 0
            ? Long.valueOf(Math.round(now.etaSeconds()))
            : null,
        running && now != null ? Double.valueOf(now.gamesPerHour()) : null,
        running && now != null ? Double.valueOf(now.samplesPerSecond() / batch) : null,
        running && now != null ? Double.valueOf(now.newSamplesPerSecond()) : null,
        running ? replayRatio(now) : null,
        loss(now),
        elo,
        errorRate,
        checkpoint,
        inference.orElse(null),
        limits);
  }

  private static @Nullable Double percent(@Nullable Progress now) {
    return now == null || now.share() < 0 ? null : 100 * now.share();
  }

  private static @Nullable Double loss(@Nullable Progress now) {
    double loss = now == null ? Double.NaN : now.policyLoss() + now.valueLoss();
    return Double.isFinite(loss) ? loss : null;
  }

  @GuardedBy("this") private @Nullable Double replayRatio(@Nullable Progress now) {
    if (now == null || now.newSamplesPerSecond() <= 0) {
      return null;
    }
    double ratio = now.samplesPerSecond() / (reuse * now.newSamplesPerSecond());
    return backlog ? Math.min(ratio, RATIO_WITH_BACKLOG) : ratio;
  }
}
