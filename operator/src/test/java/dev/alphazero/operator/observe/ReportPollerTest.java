package dev.alphazero.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.progress.RoleProgress;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Pods;
import dev.alphazero.operator.Situation;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the poller reads, keeps and wakes for.
final class ReportPollerTest {
  private static final ResourceID C4 = new ResourceID("c4", "games");
  private static final ResourceID OTHELLO = new ResourceID("othello", "games");
  private static final PodFacts LEARNER = Situation.pod(Role.LEARNER, 0, true);
  private static final PodFacts INFERENCE = Situation.pod(Role.INFERENCE, 1, true);

  private final Map<String, RoleProgress> told = new ConcurrentHashMap<>();
  private final Queue<String> hangs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger readings = new AtomicInteger();
  private final Queue<ResourceID> woken = new ConcurrentLinkedQueue<>();
  private final CountDownLatch silence = new CountDownLatch(1);
  private final SettableClock clock = new SettableClock();
  private final ReportPoller poller = new ReportPoller(this::read, clock, Duration.ofMillis(1));

  @BeforeEach
  void start() {
    poller.setEventHandler(event -> woken.add(event.getRelatedCustomResourceID()));
    poller.start();
  }

  @AfterEach
  void stop() {
    silence.countDown();
    poller.stop();
  }

  @Test
  void theFirstWordAndAnEndWakeAtOnceAndNumbersAloneDoNot() {
    tell(LEARNER, learner("learner-starting"));
    poller.follow(C4, List.of(LEARNER));
    await(() -> woken.size() == 1);

    LearnerProgress running = learner("learner-running");
    tell(LEARNER, running);
    await(() -> woken.size() == 2);

    clock.advance(ReportPoller.NUMBERS.minusSeconds(1));
    readMore();
    assertThat(woken).as("only the time of reading is new").hasSize(2);
    clock.advance(Duration.ofSeconds(1));
    await(() -> woken.size() == 3);

    tell(LEARNER, learner("learner-complete"));
    await(() -> woken.size() == 4);
    assertThat(woken).containsOnly(C4);
  }

  @Test
  void aRoleThatDoesNotAnswerKeepsItsLastReportAndItsAge() {
    tell(LEARNER, learner("learner-running"));
    tell(INFERENCE, Situation.example(InferenceProgress.class, "inference"));
    poller.follow(C4, List.of(LEARNER, INFERENCE));
    await(() -> poller.reports(C4).inference().containsKey(INFERENCE.name()));

    told.clear();
    clock.advance(Duration.ofMinutes(1));
    readMore();
    Reports reports = poller.reports(C4);
    assertThat(reports.learner()).isEqualTo(learner("learner-running"));
    assertThat(reports.learnerReadAt()).isEqualTo(Situation.START);
    assertThat(reports.inference()).containsOnlyKeys(INFERENCE.name());
    assertThat(reports.inferenceReadAt()).isEqualTo(Situation.START);
  }

  @Test
  void aLearnerThatEvaluatesTellsOfBoth() {
    tell(LEARNER, learner("learner-with-inference"));
    poller.follow(C4, List.of(LEARNER));
    await(() -> poller.reports(C4).inference().containsKey(LEARNER.name()));
    Reports reports = poller.reports(C4);
    assertThat(reports.inference().get(LEARNER.name()))
        .isEqualTo(Situation.example(InferenceProgress.class, "inference"));
    assertThat(reports.inferenceReadAt()).isEqualTo(Situation.START);
  }

  @Test
  void whatAPodToldIsNotTrueOfItsSuccessor() {
    tell(LEARNER, learner("learner-complete"));
    poller.follow(C4, List.of(LEARNER));
    await(() -> poller.reports(C4).learner() != null);

    told.clear();
    poller.follow(C4, List.of(Pods.withUid(LEARNER, "another")));
    assertThat(poller.reports(C4)).isEqualTo(Reports.NONE);
  }

  @Test
  void actorsAndPodsThatDoNotRunAreNotRead() {
    PodFacts actor = Situation.pod(Role.ACTOR, 2, true);
    PodFacts failed = Pods.failed(Role.LEARNER, 3, null);
    tell(INFERENCE, Situation.example(InferenceProgress.class, "inference"));
    tell(actor, learner("learner-running"));
    tell(failed, learner("learner-running"));
    poller.follow(C4, List.of(actor, failed, INFERENCE));
    await(() -> !poller.reports(C4).inference().isEmpty());
    assertThat(poller.reports(C4).learner()).isNull();
  }

  @Test
  void aTrainingThatHangsHoldsUpNoOther() {
    PodFacts other = Situation.pod(Role.LEARNER, 7, true);
    tell(other, learner("learner-running"));
    hangs.add(String.valueOf(LEARNER.ip()));
    poller.follow(C4, List.of(LEARNER));
    poller.follow(OTHELLO, List.of(other));
    await(() -> poller.reports(OTHELLO).learner() != null);
    clock.advance(ReportPoller.NUMBERS);
    await(() -> woken.stream().filter(OTHELLO::equals).count() == 2);
  }

  @Test
  void nothingIsReadOfATrainingWithoutPods() {
    tell(LEARNER, learner("learner-running"));
    poller.follow(C4, List.of(LEARNER));
    await(() -> poller.reports(C4).learner() != null);
    poller.follow(C4, List.of());
    assertThat(poller.reports(C4)).isEqualTo(Reports.NONE);
  }

  private Optional<RoleProgress> read(String ip, Role role) {
    readings.incrementAndGet();
    if (hangs.contains(ip)) {
      try {
        silence.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    return Optional.ofNullable(told.get(ip));
  }

  private void tell(PodFacts pod, RoleProgress progress) {
    told.put(String.valueOf(pod.ip()), progress);
  }

  /// Returns when every pod has been read again, from begin to end.
  private void readMore() {
    int before = readings.get();
    await(() -> readings.get() >= before + 6);
  }

  private static LearnerProgress learner(String name) {
    return Situation.example(LearnerProgress.class, name);
  }

  private static void await(Callable<Boolean> holds) {
    Awaitility.await().pollInterval(Duration.ofMillis(2)).until(holds);
  }

  private static final class SettableClock extends Clock {
    private volatile Instant now = Situation.START;

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
