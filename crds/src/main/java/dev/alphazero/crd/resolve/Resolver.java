package dev.alphazero.crd.resolve;

import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.Device;
import dev.alphazero.crd.GameName;
import dev.alphazero.crd.GameSpec;
import dev.alphazero.crd.read.Nearest;
import dev.alphazero.crd.read.Place;
import dev.alphazero.crd.read.Problem;
import dev.alphazero.crd.read.RuleProblem;
import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.read.TrainingFileException;
import dev.alphazero.crd.resolve.Basis.Decision;
import dev.alphazero.crd.resolve.Hardware.Gpu;
import dev.alphazero.crd.schema.CrossFieldRules;
import dev.alphazero.crd.schema.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Resolves a training: what is set, over its profile, over its game's defaults, over the built-in
/// ones. A pure function.
///
/// | layer, strongest first | origin |
/// |---|---|
/// | what `auto` stands for, if it was decided | `Decided` |
/// | flags, then the file; of `device` and a role's own, the role's | `Flag`, `File` |
/// | what the algorithm switches off | `Algorithm` |
/// | the profile | `Profile` |
/// | the game's defaults | `Game` |
/// | built-in defaults | `Default` |
public final class Resolver {
  private static final String AUTO = "auto";

  private Resolver() {}

  /// Returns the settings of a specification without flags, as a cluster has it.
  ///
  /// @throws TrainingFileException if the specification and the hardware do not go together
  public static Resolved resolve(AlphaZeroTrainingSpec spec, Hardware hardware, Profiles profiles) {
    return resolve(spec, Map.of(), hardware, profiles);
  }

  /// Returns the settings of a training file with its flags.
  ///
  /// @throws TrainingFileException if file, flags and hardware do not go together
  public static Resolved resolve(TrainingFile file, Hardware hardware, Profiles profiles) {
    return resolve(file.spec(), file.places(), hardware, profiles);
  }

  /// Returns the settings of a specification over a basis that was frozen: what is set, else what
  /// was frozen.
  ///
  /// @throws TrainingFileException if the specification breaks a rule over this basis
  public static Resolved resolve(AlphaZeroTrainingSpec spec, Basis basis) {
    Layers layers = layers(spec, writtenLayer(spec, Map.of()), basis);
    checkRules(layers, Map.of());
    return resolved(layers, basis, List.of());
  }

  private static Resolved resolve(
      AlphaZeroTrainingSpec spec, Map<String, Place> places, Hardware hardware, Profiles profiles) {
    Layer written = writtenLayer(spec, places);
    ProfileChoice choice = choose(spec, written, hardware);
    AlphaZeroProfileSpec profile = profiles.find(choice.name());
    if (profile == null) {
      throw problem(
          places,
          "profile",
          "must be the name of a profile",
          "profile=" + choice.name(),
          Nearest.hint(choice.name(), profiles.names()));
    }
    Basis basis = Basis.of(gameOf(spec), choice.name(), choice.reason(), profile);
    Layers layers = layers(spec, written, basis);
    checkRules(layers, places);
    checkDevices(spec, layers, hardware, places);
    return resolved(layers, basis, warnings(spec, profile, choice, hardware));
  }

  private static Layer writtenLayer(AlphaZeroTrainingSpec spec, Map<String, Place> places) {
    return Layer.of(spec, path -> writtenAt(path, places));
  }

  private static Origin writtenAt(String path, Map<String, Place> places) {
    Place place = places.getOrDefault(path, Place.inFile("", 0));
    return place.isFlag() ? new Origin.Flag(place.source()) : new Origin.File(place);
  }

  private static ProfileChoice choose(
      AlphaZeroTrainingSpec spec, Layer written, Hardware hardware) {
    String name = spec.profile();
    return name == null || name.equals(AUTO)
        ? ProfileChoice.auto(hardware, Devices.of(spec, null))
        : ProfileChoice.named(name, written.origin().apply("profile"));
  }

  private static Layers layers(AlphaZeroTrainingSpec spec, Layer written, Basis basis) {
    GameName game = gameOf(spec);
    Layers plain =
        new Layers(
            List.of(
                written,
                written.devices(),
                Layer.of(basis.sizes(), new Origin.Profile(basis.profile(), "")),
                Layer.of(basis.game(), new Origin.Game(game.text())),
                Layer.of(basis.defaults(), new Origin.Default()),
                // Only for fields that are newer than a frozen basis.
                Layer.of(Defaults.ofGame(game), new Origin.Game(game.text())),
                Layer.of(Defaults.builtIn(), new Origin.Default())));
    Layers limited = limitBatch(switchOff(plain, written, basis), basis);
    return decide(limited, basis.decisions());
  }

  /// Defaults that make no sense with Gumbel search are off with it.
  private static Layers switchOff(Layers layers, Layer written, Basis basis) {
    if (!layers.text("search.algorithm").equals("gumbel")) {
      return layers;
    }
    Layer off = Layer.of(basis.gumbel(), new Origin.Algorithm("gumbel"));
    return layers.under(off).under(written);
  }

  /// Puts decisions where the layers say `auto`.
  private static Layers decide(Layers layers, List<Decision> decisions) {
    Layers decided = layers;
    for (Decision decision : decisions) {
      if (decided.text(decision.path()).equals(AUTO)) {
        Map<String, Object> value = new LinkedHashMap<>();
        Tree.put(value, decision.path(), decision.value());
        decided = decided.under(new Layer(value, _ -> new Origin.Decided(decision.why())));
      }
    }
    return decided;
  }

  /// A profile's batch is made for its device, not for a game's window.
  private static Layers limitBatch(Layers layers, Basis basis) {
    if (layers.isSet("learner.batchSize")
        || !(layers.at("learner.batchSize") instanceof Number batch)
        || !(layers.at("learner.replay.windowSamples") instanceof Number window)) {
      return layers;
    }
    BatchLimit limit = BatchLimit.of(window.longValue(), basis.largeBatches());
    if (batch.longValue() <= limit.samples()) {
      return layers;
    }
    Origin origin = new Origin.Profile(basis.profile(), limit.text());
    return layers.under(
        new Layer(Map.of("learner", Map.of("batchSize", limit.samples())), _ -> origin));
  }

  private static void checkRules(Layers layers, Map<String, Place> places) {
    List<Problem> problems =
        CrossFieldRules.brokenBy(layers).stream()
            .map(
                rule ->
                    RuleProblem.of(
                        rule,
                        layers.merged(),
                        places,
                        path -> " (" + layers.originOf(path).text() + ")"))
            .toList();
    if (!problems.isEmpty()) {
      throw new TrainingFileException(problems);
    }
  }

  private static void checkDevices(
      AlphaZeroTrainingSpec spec, Layers layers, Hardware hardware, Map<String, Place> places) {
    List<Problem> problems =
        Stream.of(Devices.INFERENCE, Devices.LEARNER)
            .flatMap(path -> deviceProblem(spec, path, layers, hardware, places).stream())
            .distinct()
            .toList();
    if (!problems.isEmpty()) {
      throw new TrainingFileException(problems);
    }
  }

  private static Optional<Problem> deviceProblem(
      AlphaZeroTrainingSpec spec,
      String path,
      Layers layers,
      Hardware hardware,
      Map<String, Place> places) {
    Device device = Device.parse(layers.text(path));
    List<Gpu> gpus = hardware.gpus();
    if (!device.isCuda() || device.index() < gpus.size()) {
      return Optional.empty();
    }
    Origin origin = layers.originOf(path);
    String value =
        "device=" + device.text() + (origin.isWritten() ? "" : " (" + origin.text() + ")");
    String field = Devices.fieldOf(spec, path);
    return Optional.of(
        gpus.isEmpty()
            ? problemAt(
                places, field, "must be auto or cpu: no GPU found", value, "cuda never falls back")
            : problemAt(
                places, field, "must be a GPU of this machine", value, "it has " + listed(gpus)));
  }

  /// Returns `cuda (NVIDIA L4 with …), cuda:1 (…)`.
  private static String listed(List<Gpu> gpus) {
    return IntStream.range(0, gpus.size())
        .mapToObj(
            index ->
                new Device(Device.Kind.CUDA, index).text() + " (" + gpus.get(index).text() + ")")
        .collect(Collectors.joining(", "));
  }

  private static List<String> warnings(
      AlphaZeroTrainingSpec spec,
      AlphaZeroProfileSpec profile,
      ProfileChoice choice,
      Hardware hardware) {
    List<String> warnings = new ArrayList<>();
    if (Boolean.TRUE.equals(profile.gpu())
        && hardware.gpus().isEmpty()
        && !Devices.of(spec, profile).areCpu()) {
      warnings.add(
          "profile "
              + choice.name()
              + " is made for a GPU and none was found: running on the CPU, slowly");
    }
    return warnings;
  }

  private static Resolved resolved(Layers layers, Basis basis, List<String> warnings) {
    Map<String, Object> tree = layers.shapedLike(Settings.class);
    tree.put("profile", basis.profile());
    Settings settings = SettingsJson.fromTree(tree);
    Map<String, Origin> origins = new LinkedHashMap<>();
    SettingsJson.values(settings).forEach((path, _) -> origins.put(path, layers.originOf(path)));
    return new Resolved(settings, origins, basis.reason(), warnings, SettingsJson.hash(settings));
  }

  static GameName gameOf(AlphaZeroTrainingSpec spec) {
    GameSpec game = Objects.requireNonNull(spec.game(), "spec.game is required");
    return Objects.requireNonNull(game.name(), "spec.game.name is required");
  }

  private static TrainingFileException problem(
      Map<String, Place> places, String path, String rule, String value, String hint) {
    return new TrainingFileException(List.of(problemAt(places, path, rule, value, hint)));
  }

  private static Problem problemAt(
      Map<String, Place> places, String path, String rule, String value, String hint) {
    Place place = places.getOrDefault(path, Place.inFile("", 0));
    return new Problem(place, "spec." + path, rule, value, hint);
  }
}
