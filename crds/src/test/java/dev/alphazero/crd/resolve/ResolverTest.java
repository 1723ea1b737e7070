package dev.alphazero.crd.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.Precision;
import dev.alphazero.crd.SearchAlgorithm;
import dev.alphazero.crd.read.Flag;
import dev.alphazero.crd.read.ProfileReader;
import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.read.TrainingReader;
import dev.alphazero.crd.resolve.Hardware.Gpu;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResolverTest {
  private static final Profiles PROFILES = Profiles.builtIn();
  private static final Hardware NO_GPU = new Hardware(2, 7_800, List.of());
  private static final Hardware T4 =
      new Hardware(8, 32_000, List.of(new Gpu("Tesla T4", 15_360, 7, 5)));

  /// Which profile `auto` takes, and why.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NVIDIA A100-SXM4-80GB          | 81920  | 8.0  | high
          NVIDIA A100-SXM4-40GB          | 40960  | 8.0  | high
          NVIDIA H100 80GB HBM3          | 81559  | 9.0  | high
          NVIDIA H200                    | 143771 | 9.0  | high
          NVIDIA B200                    | 183359 | 10.0 | high
          NVIDIA L40S                    | 46068  | 8.9  | high
          at the limit of high           | 38000  | 8.0  | high
          below the memory of high       | 37999  | 8.0  | mid
          Quadro RTX 8000, too old       | 49152  | 7.5  | mid
          Tesla V100-SXM2-32GB           | 32768  | 7.0  | mid
          Tesla T4                       | 15360  | 7.5  | mid
          NVIDIA A10G                    | 22888  | 8.6  | mid
          NVIDIA L4                      | 22888  | 8.9  | mid
          RTX 5080 laptop                | 16303  | 12.0 | mid
          at the limit of mid            | 14000  | 7.0  | mid
          below the memory of mid        | 13999  | 8.0  | low
          RTX 4060 Laptop GPU            | 8188   | 8.9  | low
          A100 slice 1g.5gb              | 4864   | 8.0  | low
          """)
  void theGpuDecidesTheProfile(String product, long memoryMiB, String compute, String profile) {
    String[] numbers = compute.split("\\.", -1);
    Gpu gpu =
        new Gpu(product, memoryMiB, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    Resolved resolved = resolve("", new Hardware(8, 32_000, List.of(gpu)));
    assertThat(resolved.settings().profile()).isEqualTo(profile);
    assertThat(resolved.profileReason())
        .startsWith(
            profile
                + ": "
                + product
                + " with "
                + memoryMiB
                + " MiB and compute capability "
                + compute
                + " (");
    assertThat(resolved.warnings()).isEmpty();
  }

  @Test
  void otherReasonsForAProfile() {
    Gpu strong = new Gpu("NVIDIA H100", 81_559, 9, 0);
    Gpu weak = new Gpu("Tesla T4", 15_360, 7, 5);
    assertThat(resolve("", NO_GPU).profileReason()).isEqualTo("cpu: no GPU found");
    assertThat(resolve("", new Hardware(8, 32_000, List.of(strong, weak))).profileReason())
        .isEqualTo(
            "mid: weakest of 2 GPUs: Tesla T4 with 15360 MiB and compute capability 7.5 (at least"
                + " 14000 MiB)");
    assertThat(resolve("  device: cpu\n", T4).profileReason()).isEqualTo("cpu: device is cpu");
    assertThat(resolve("  profile: low\n", T4).profileReason()).isEqualTo("low: named by t.yaml:6");
    assertThat(resolve("", T4, Flag.of("--profile", "profile", "high")).profileReason())
        .isEqualTo("high: named by --profile");
  }

  /// Layers: the strongest that has a value gives it, and is named.
  @Test
  void everyValueComesFromTheStrongestLayer() {
    Resolved resolved =
        resolve(
            """
              search: {simulations: 48}
              inference: {batchSize: 32}
              learner: {precision: fp32}
            """,
            NO_GPU,
            Flag.set("inference.batchSize=16"));
    Settings settings = resolved.settings();
    assertThat(settings.inference().batchSize()).isEqualTo(16);
    assertThat(origin(resolved, "inference.batchSize")).isEqualTo("--set inference.batchSize");
    assertThat(settings.search().simulations()).isEqualTo(48);
    assertThat(origin(resolved, "search.simulations")).isEqualTo("t.yaml:6");
    assertThat(settings.learner().precision()).isEqualTo(Precision.FP32);
    assertThat(origin(resolved, "learner.precision")).isEqualTo("t.yaml:8");
    assertThat(settings.inference().batchTimeout()).isEqualTo(Duration.ofMillis(5));
    assertThat(origin(resolved, "inference.batchTimeout")).isEqualTo("profile cpu");
    assertThat(settings.network().channels()).isPositive();
    assertThat(origin(resolved, "network.channels")).isEqualTo("game connect-four");
    assertThat(settings.checkpoints().every()).isEqualTo(Duration.ofMinutes(10));
    assertThat(origin(resolved, "checkpoints.every")).isEqualTo("default");
    assertThat(settings.completion().errorRate()).isEmpty();
    assertThat(resolved.origins().keySet())
        .containsExactlyElementsOf(SettingsJson.values(settings).keySet());
  }

  @Test
  void aSpecificationFromAClusterHasNoPlaces() {
    TrainingFile file = read("  search: {simulations: 48}\n");
    Resolved resolved = Resolver.resolve(file.spec(), T4, PROFILES);
    assertThat(origin(resolved, "search.simulations")).isEqualTo("the specification");
    assertThat(resolved.settings()).isEqualTo(Resolver.resolve(file, T4, PROFILES).settings());
  }

  @Test
  void gumbelSwitchesOffWhatHasNoPlaceInIt() {
    Resolved gumbel = resolve("  search: {algorithm: gumbel}\n", NO_GPU);
    assertThat(gumbel.settings().search().forcedPlayouts()).isZero();
    assertThat(gumbel.settings().search().rootNoise().fraction()).isZero();
    assertThat(gumbel.settings().selfPlay().playoutCap().fullShare()).isEqualTo(1);
    assertThat(origin(gumbel, "search.forcedPlayouts")).isEqualTo("algorithm gumbel");
    Resolved puct = resolve("  search: {algorithm: puct}\n", NO_GPU);
    assertThat(puct.settings().search().algorithm()).isEqualTo(SearchAlgorithm.PUCT);
    assertThat(puct.settings().search().forcedPlayouts()).isPositive();
    assertThat(puct.settings().search().rootNoise().fraction()).isPositive();
  }

  @Test
  void aWrittenTemperatureHoldsWithGumbelToo() {
    Resolved silent = resolve("", NO_GPU);
    assertThat(silent.settings().selfPlay().temperature())
        .isEqualTo(new Settings.Temperature(0, 0, 12));
    assertThat(origin(silent, "selfPlay.temperature.initial")).isEqualTo("algorithm gumbel");
    Resolved written = resolve("  selfPlay: {temperature: {initial: 1}}\n", NO_GPU);
    assertThat(written.settings().selfPlay().temperature())
        .isEqualTo(new Settings.Temperature(1, 0, 12));
    Resolved puct = resolve("  search: {algorithm: puct}\n", NO_GPU);
    assertThat(puct.settings().selfPlay().temperature())
        .isEqualTo(new Settings.Temperature(1, 0, 12));
  }

  /// Batch, and where it comes from; a batch that is written stays as it is.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cpu  | 131072  | 512  | profile cpu
          low  | 131072  | 2048 | profile low
          mid  | 131072  | 2048 | profile mid, limited to 1/64 of the replay window
          high | 131072  | 2048 | profile high, limited to 1/64 of the replay window
          high | 200000  | 2048 | profile high, limited to 1/64 of the replay window
          high | 1000000 | 8192 | profile high
          high | 32768   | 512  | profile high, limited to 1/64 of the replay window
          high | 16384   | 512  | profile high, limited to 512 by the replay window
          cpu  | 4096    | 256  | profile cpu, limited to 1/16 of the replay window
          high | 4096    | 256  | profile high, limited to 1/16 of the replay window
          """)
  void aProfilesBatchIsLimitedByTheWindow(String profile, long window, int batch, String origin) {
    Resolved resolved =
        resolve(
            "  profile: %s\n  learner: {replay: {windowSamples: %d}}\n".formatted(profile, window),
            T4);
    assertThat(resolved.settings().learner().batchSize()).isEqualTo(batch);
    assertThat(origin(resolved, "learner.batchSize")).isEqualTo(origin);
  }

  /// The author's value against one of another layer: the problem names both and their origins.
  @Test
  void rulesHoldForTheResolvedValuesToo() {
    assertRefused(
        "  actors: {autoscaling: {min: 50}}\n",
        "t.yaml:6: spec.actors.autoscaling.min: actors.autoscaling.min must be at most"
            + " actors.autoscaling.max, actors.autoscaling.min=50 (t.yaml:6),"
            + " actors.autoscaling.max=4 (profile cpu)");
    assertRefused(
        "  game: {name: tic-tac-toe}\n  learner: {batchSize: 1048576}\n",
        "t.yaml:7: spec.learner.batchSize: learner.batchSize must be at most"
            + " learner.replay.windowSamples / 16, learner.batchSize=1048576 (t.yaml:7),"
            + " learner.replay.windowSamples=16384 (game tic-tac-toe)");
  }

  @Test
  void anUnknownProfileIsRefusedWithTheKnownNames() {
    assertRefused(
        "  profile: hihg\n",
        "t.yaml:6: spec.profile: must be the name of a profile, profile=hihg; did you mean 'high'?");
    assertRefused(
        "  profile: enormous\n",
        "t.yaml:6: spec.profile: must be the name of a profile, profile=enormous; known: high, mid,"
            + " low, cpu");
  }

  @Test
  void aMissingGpuIsAWarningUnlessCudaWasAskedFor() {
    assertThat(resolve("  profile: mid\n", NO_GPU).warnings())
        .containsExactly(
            "profile mid is made for a GPU and none was found: running on the CPU, slowly");
    assertThat(resolve("  profile: mid\n  device: cpu\n", NO_GPU).warnings()).isEmpty();
    assertRefused(
        "  device: cuda\n",
        "t.yaml:6: spec.device: must be auto or cpu: no GPU found, device=cuda; cuda never falls"
            + " back");
    assertThat(resolve("  device: cuda\n", T4).settings().profile()).isEqualTo("mid");
  }

  /// What the training, a flag and the profile say; the devices, and where they come from.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # training, line by line             | profile                         | inference     | learner, each with its origin
          seed: 0                              | {}                              | auto default  | auto default
          device: cpu                          | {}                              | cpu t.yaml:6  | cpu t.yaml:6
          inference: {device: cpu}             | {}                              | cpu t.yaml:6  | auto default
          device: cpu; learner: {device: cuda} | {}                              | cpu t.yaml:6  | cuda t.yaml:7
          seed: 0                              | {inference: {device: cpu}}      | cpu profile lab | auto default
          device: auto                         | {inference: {device: cpu}}      | auto t.yaml:6 | auto t.yaml:6
          learner: {device: cpu}               | {learner: {device: cuda}}       | auto default  | cpu t.yaml:6
          """)
  void aRolesOwnDeviceWinsThenTheTrainingsThenTheProfiles(
      String training, String profile, String inference, String learner) {
    String lines = "  " + training.replace("; ", "\n  ") + "\n  profile: lab\n";
    Resolved resolved = Resolver.resolve(read(lines), T4, PROFILES.with("lab", lab(profile)));
    Devices devices = Devices.of(resolved.settings());
    assertThat(devices.inference().text() + " " + origin(resolved, "inference.device"))
        .isEqualTo(inference);
    assertThat(devices.learner().text() + " " + origin(resolved, "learner.device"))
        .isEqualTo(learner);
  }

  @Test
  void aFlagForBothRolesIsNamed() {
    Resolved resolved = resolve("", T4, Flag.of("--device", "device", "cuda"));
    assertThat(origin(resolved, "learner.device")).isEqualTo("--device");
  }

  /// Among the GPUs that may be used the weakest decides.
  @Test
  void theGpuThatIsNamedDecidesTheProfile() {
    Hardware two =
        new Hardware(
            8,
            32_000,
            List.of(new Gpu("NVIDIA H100", 81_559, 9, 0), new Gpu("Tesla T4", 15_360, 7, 5)));
    assertThat(resolve("  device: cuda\n", two).settings().profile()).isEqualTo("high");
    assertThat(resolve("  device: cuda:1\n", two).settings().profile()).isEqualTo("mid");
    assertThat(resolve("  device: cpu\n  learner: {device: 'cuda:0'}\n", two).settings().profile())
        .isEqualTo("high");
    assertThat(resolve("  device: cuda\n  learner: {device: auto}\n", two).profileReason())
        .startsWith("mid: weakest of 2 GPUs: Tesla T4");
  }

  @Test
  void aGpuThatIsNotThereIsRefusedWithThoseThatAre() {
    assertRefused(
        "  learner: {device: cuda:3}\n",
        T4,
        "t.yaml:6: spec.learner.device: must be a GPU of this machine, device=cuda:3; it has cuda"
            + " (Tesla T4 with 15360 MiB and compute capability 7.5)");
    assertRefused(
        "  device: cpu\n  inference: {device: cuda}\n",
        NO_GPU,
        "t.yaml:7: spec.inference.device: must be auto or cpu: no GPU found, device=cuda; cuda never"
            + " falls back");
    assertThatThrownBy(
            () ->
                Resolver.resolve(
                    read("  profile: lab\n"),
                    NO_GPU,
                    PROFILES.with("lab", lab("{learner: {device: cuda}}"))))
        .hasMessage(
            "spec.learner.device: must be auto or cpu: no GPU found, device=cuda (profile lab); cuda"
                + " never falls back");
  }

  @Test
  void profilesCanBeAddedAndOverridden() {
    String text =
        """
        apiVersion: alphazero.dev/v1alpha1
        kind: AlphaZeroProfile
        metadata: {name: mid}
        spec: {inference: {batchSize: 333}}
        """;
    Profiles more =
        PROFILES.with("mid", Objects.requireNonNull(ProfileReader.read("p.yaml", text).spec()));
    Resolved resolved = Resolver.resolve(read(""), T4, more);
    assertThat(resolved.settings().inference().batchSize()).isEqualTo(333);
    assertThat(origin(resolved, "inference.batchSize")).isEqualTo("profile mid");
    assertThat(origin(resolved, "actors.replicas")).isEqualTo("default");
    Profiles own =
        PROFILES.with("lab", Objects.requireNonNull(ProfileReader.read("p.yaml", text).spec()));
    assertThat(own.names()).containsExactly("high", "mid", "low", "cpu", "lab");
    assertThat(
            Resolver.resolve(read("  profile: lab\n"), T4, own).settings().inference().batchSize())
        .isEqualTo(333);
  }

  @Test
  void theHashFollowsTheSettings() {
    Resolved one = resolve("", NO_GPU);
    assertThat(one.hash()).hasSize(64).isEqualTo(resolve("  seed: 0\n", NO_GPU).hash());
    assertThat(one.hash()).isNotEqualTo(resolve("  seed: 1\n", NO_GPU).hash());
  }

  private static void assertRefused(String spec, String problem) {
    assertRefused(spec, NO_GPU, problem);
  }

  private static void assertRefused(String spec, Hardware hardware, String problem) {
    assertThatThrownBy(() -> resolve(spec, hardware)).hasMessage(problem);
  }

  private static AlphaZeroProfileSpec lab(String spec) {
    String text =
        "{apiVersion: alphazero.dev/v1alpha1, kind: AlphaZeroProfile, metadata: {name: lab}, spec: %s}"
            .formatted(spec);
    return Objects.requireNonNull(ProfileReader.read("p.yaml", text).spec());
  }

  private static String origin(Resolved resolved, String path) {
    return Objects.requireNonNull(resolved.origins().get(path), path).text();
  }

  private static Resolved resolve(String spec, Hardware hardware, Flag... flags) {
    return Resolver.resolve(read(spec, flags), hardware, PROFILES);
  }

  /// A Connect Four training unless the specification names a game; its lines begin at 6.
  private static TrainingFile read(String spec, Flag... flags) {
    String game = spec.contains("game:") ? "# named below" : "game: {name: connect-four}";
    String text =
        """
        apiVersion: alphazero.dev/v1alpha1
        kind: AlphaZeroTraining
        metadata: {name: t}
        spec:
          %s
        """
            .formatted(game);
    return TrainingReader.read("t.yaml", text + spec, List.of(flags));
  }
}
