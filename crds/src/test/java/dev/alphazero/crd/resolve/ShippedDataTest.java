package dev.alphazero.crd.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.GameName;
import dev.alphazero.crd.GameSpec;
import dev.alphazero.crd.SearchAlgorithm;
import dev.alphazero.crd.SearchBackend;
import dev.alphazero.crd.read.Flag;
import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.read.TrainingReader;
import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.schema.SchemaOf;
import dev.alphazero.crd.schema.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The profiles, games and defaults under `src/main/resources`.
final class ShippedDataTest {
  private static final Hardware NO_GPU = new Hardware(2, 7_800, List.of());
  private static final Profiles PROFILES = Profiles.builtIn();

  /// The table of profiles that users are promised.
  ///
  /// @param trainingBatch of the profile
  /// @param boundedBatch what Connect Four's window leaves of it
  @ParameterizedTest
  @CsvSource({
    "high, 24, 512, 20, 8192, 2048, NATIVE",
    "mid,  12, 256, 15, 4096, 2048, NATIVE",
    "low,   6, 128, 10, 2048, 2048, AUTO",
    "cpu,   2,  64,  5,  512,  512, AUTO"
  })
  void profilesKeepTheirTable(
      String profile,
      int actors,
      int inferenceBatch,
      long timeoutMillis,
      int trainingBatch,
      int boundedBatch,
      SearchBackend backend) {
    AlphaZeroProfileSpec.Learner learner =
        Objects.requireNonNull(Objects.requireNonNull(PROFILES.find(profile)).learner());
    assertThat(learner.batchSize()).isEqualTo(trainingBatch);
    Settings settings = resolve("connect-four", "profile=" + profile).settings();
    assertThat(settings.actors().replicas()).isEqualTo(actors);
    assertThat(settings.inference().batchSize()).isEqualTo(inferenceBatch);
    assertThat(settings.inference().batchTimeout()).isEqualTo(Duration.ofMillis(timeoutMillis));
    assertThat(settings.learner().batchSize()).isEqualTo(boundedBatch);
    assertThat(settings.search().backend()).isEqualTo(backend);
    assertThat(settings.actors().autoscaling().max()).isGreaterThanOrEqualTo(actors);
    assertThat(settings.actors().autoscaling().min()).isLessThanOrEqualTo(actors);
  }

  /// Also: no default breaks a rule, and nothing is without a default.
  @ParameterizedTest
  @EnumSource(GameName.class)
  void everyGameResolvesWithEveryProfileAndAlgorithm(GameName game) {
    for (String profile : PROFILES.names()) {
      for (SearchAlgorithm algorithm : SearchAlgorithm.values()) {
        Settings settings =
            resolve(
                    game.text(),
                    "profile=" + profile,
                    "search.algorithm=" + algorithm.name().toLowerCase(Locale.ROOT))
                .settings();
        assertThat(settings.game().name()).isEqualTo(game);
        assertThat(settings.profile()).isEqualTo(profile);
        assertThat(settings.learner().batchSize())
            .isLessThanOrEqualTo((int) (settings.learner().replay().windowSamples() / 16));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GameName.class)
  void everyGameKeepsTheRules(GameName game) {
    AlphaZeroTrainingSpec spec = AlphaZeroTrainingSpec.ofGame(new GameSpec(game, null));
    assertThat(Resolver.resolve(spec, NO_GPU, PROFILES).settings().evaluation().games() % 2)
        .isZero();
  }

  @Test
  void onlyOthelloHasOptions() {
    assertThat(resolve("othello").settings().game().options()).isEqualTo(Map.of("size", "8"));
    assertThat(resolve("othello", "game.options.size=6").settings().game().options())
        .isEqualTo(Map.of("size", "6"));
    assertThat(resolve("connect-four").settings().game().options()).isEmpty();
  }

  /// `kubectl explain` says "Default 1.25": that must be what the data say.
  @Test
  void descriptionsTellTheDefaults() {
    Map<String, Object> defaults = Layer.of(Defaults.builtIn(), new Origin.Default()).values();
    List<String> wrong = new ArrayList<>();
    int[] checked = {0};
    visit(
        SchemaOf.record(AlphaZeroTrainingSpec.class),
        "",
        (path, description) -> {
          Matcher said = Pattern.compile("Default ([^ :]+?)[.:]?( |$)").matcher(description);
          Object value = Tree.at(defaults, path);
          if (said.find() && value != null) {
            checked[0]++;
            if (!same(said.group(1), value)) {
              wrong.add(path + ": " + description + " But it is " + value);
            }
          }
        });
    assertThat(wrong).isEmpty();
    assertThat(checked[0]).isGreaterThan(20);
  }

  private static boolean same(String said, Object value) {
    return value instanceof Number number
        ? Double.parseDouble(said) == number.doubleValue()
        : said.equals(value);
  }

  private static void visit(
      Schema.Fields schema, String prefix, BiConsumer<String, String> visitor) {
    schema
        .fields()
        .forEach(
            (name, field) -> {
              visitor.accept(prefix + name, field.description());
              if (field.schema() instanceof Schema.Fields nested) {
                visit(nested, prefix + name + ".", visitor);
              }
            });
  }

  private static Resolved resolve(String game, String... assignments) {
    String text =
        """
        apiVersion: alphazero.dev/v1alpha1
        kind: AlphaZeroTraining
        metadata: {name: t}
        spec: {game: {name: %s}}
        """
            .formatted(game);
    List<Flag> flags = Arrays.stream(assignments).map(Flag::set).toList();
    TrainingFile file = TrainingReader.read("t.yaml", text, flags);
    return Resolver.resolve(file, NO_GPU, PROFILES);
  }
}
