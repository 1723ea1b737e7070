package dev.alphazero.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.apply.Refusals.Standing;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// When a refused write is worth another attempt.
final class RefusalsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Change CREATE = create("wish");
  private static final Refusal FORBIDDEN = new Refusal("ConfigMap", "c4", 403, "not allowed");

  @Test
  void theSameWriteIsUselessUntilItsPauseIsOver() {
    Refusals refused = refused(Refusals.NONE, CREATE, 1, START);
    assertThat(refused.against(CREATE, 1, START.plusSeconds(14))).isPresent();
    assertThat(refused.against(CREATE, 1, START.plusSeconds(15))).isEmpty();
    assertThat(refused.retryAt()).contains(START.plusSeconds(15));
  }

  @Test
  void whatIsWantedAnewIsTriedAtOnce() {
    Refusals refused = refused(Refusals.NONE, CREATE, 1, START);
    assertThat(refused.against(create("another wish"), 1, START)).isEmpty();
    assertThat(refused.against(CREATE, 2, START)).as("an edited training").isEmpty();
    assertThat(refused.against(new Change.Update(CREATE.object(), CREATE.object()), 1, START))
        .isEmpty();
    assertThat(refused.against(new Change.Delete(CREATE.object()), 1, START)).isEmpty();
  }

  @Test
  void anotherObjectIsNotHeldUp() {
    Refusals refused = refused(Refusals.NONE, CREATE, 1, START);
    ConfigMap other = configMap("wish");
    other.getMetadata().setName("other");
    assertThat(refused.against(new Change.Create(other), 1, START)).isEmpty();
  }

  @Test
  void pausesDoubleUpToFiveMinutes() {
    Refusals refused = Refusals.NONE;
    Instant now = START;
    for (int seconds : new int[] {15, 30, 60, 120, 240, 300, 300}) {
      refused = refused(refused, CREATE, 1, now);
      Instant next = refused.retryAt().orElseThrow();
      assertThat(Duration.between(now, next)).isEqualTo(Duration.ofSeconds(seconds));
      now = next;
    }
  }

  @Test
  void pausesBeginAgainWithAnotherWish() {
    Refusals twice = refused(refused(Refusals.NONE, CREATE, 1, START), CREATE, 1, START);
    assertThat(twice.retryAt()).contains(START.plusSeconds(30));
    assertThat(refused(twice, CREATE, 2, START).retryAt()).contains(START.plusSeconds(15));
  }

  @Test
  void theyAreToldInAnOrderThatDoesNotDependOnTime() {
    Refusal service = new Refusal("Service", "a", 422, "not valid");
    Standing standing = new Standing(service, "", Duration.ofSeconds(15), START);
    Refusals both =
        new Refusals(
            Map.of(
                new Key("Service", "a"),
                standing,
                Key.of(CREATE.object()),
                Refusals.NONE.after(CREATE, 1, FORBIDDEN, START)));
    assertThat(both.list()).isEqualTo(List.of(FORBIDDEN, service));
    assertThat(Refusals.NONE.retryAt()).isEmpty();
  }

  private static Refusals refused(Refusals before, Change change, long generation, Instant now) {
    return new Refusals(
        Map.of(Key.of(change.object()), before.after(change, generation, FORBIDDEN, now)));
  }

  private static Change create(String text) {
    return Changes.between(List.of(configMap(text)), List.of(), _ -> true).getFirst();
  }

  private static ConfigMap configMap(String text) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("c4")
        .endMetadata()
        .withData(Map.of("text", text))
        .build();
  }
}
