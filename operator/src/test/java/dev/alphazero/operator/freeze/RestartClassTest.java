package dev.alphazero.operator.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.resolve.Devices;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.crd.role.Role;
import dev.alphazero.crd.schema.Schema;
import dev.alphazero.crd.schema.SchemaOf;
import dev.alphazero.crd.schema.Tree;
import dev.alphazero.operator.Golden;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.manifest.RoleConfigs;
import dev.alphazero.operator.resolve.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each field of a training has a class, and does what its class says: no more, no less.
final class RestartClassTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, Schema> LEAVES = leaves();
  private static final AlphaZeroTraining BASE = Trainings.withSpec(PodsYaml.EVERYTHING);

  private static final Path PAGE = Path.of("..", "docs", "fields.md");
  private static final String HEADER = "| field of `spec` | a change of it |\n|---|---|\n";

  @Test
  void everyFieldHasAClass() {
    assertThat(RestartClass.TABLE.keySet()).containsExactlyElementsOf(LEAVES.keySet());
  }

  @Test
  void theTableIsDocumented() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).contains(HEADER);
    int rows = page.indexOf(HEADER) + HEADER.length();
    String text = page.substring(rows).replaceFirst("\\A(\\|.*\n)*", "");
    Golden.assertMatches(PAGE, page.substring(0, rows) + rows() + text);
  }

  private static String rows() {
    return RestartClass.TABLE.entrySet().stream()
        .map(row -> "| `%s` | %s |\n".formatted(row.getKey(), words(row.getValue())))
        .collect(Collectors.joining());
  }

  private static String words(Set<Effect> effects) {
    return effects.stream().map(Effect::words).collect(Collectors.joining(", "));
  }

  @TestFactory
  Stream<DynamicTest> aFieldRestartsTheRolesOfItsClass() {
    Snapshot before = Snapshots.onGpus(BASE);
    return RestartClass.TABLE.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertThat(changed(before, entry.getKey()))
                            .isEqualTo(expected(entry.getKey(), entry.getValue()))));
  }

  /// Inference is in the learner's pod then.
  @TestFactory
  Stream<DynamicTest> aFieldRestartsTheRolesOfItsClassOnASharedGpu() {
    Snapshot before = Snapshots.onOneGpu(BASE);
    return RestartClass.TABLE.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("gpuSharing"))
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertThat(changed(before, entry.getKey()))
                            .isEqualTo(
                                onASharedGpu(
                                    entry.getKey(), expected(entry.getKey(), entry.getValue())))));
  }

  /// What a role reads and what counts for it are the same.
  @TestFactory
  Stream<DynamicTest> aConfigurationChangesOnlyWithItsInputs() {
    return Stream.of(Snapshots.onGpus(BASE), Snapshots.onOneGpu(BASE), Snapshots.onCpus(BASE))
        .flatMap(
            before ->
                RestartClass.TABLE.keySet().stream()
                    .filter(path -> !path.startsWith("pods."))
                    .map(
                        path ->
                            DynamicTest.dynamicTest(
                                before.placement() + " " + before.sharing() + " " + path,
                                () -> assertConfigurationFollowsInputs(before, path))));
  }

  private static void assertConfigurationFollowsInputs(Snapshot before, String path) {
    Snapshot after = edit(before, path);
    Map<Role, RoleInputs> old = Inputs.of(BASE, before);
    Map<Role, RoleInputs> young = Inputs.of(BASE, after);
    for (Role role : old.keySet()) {
      RoleInputs inputs = young.get(role);
      if (inputs != null) {
        boolean sameInputs = inputs.equals(old.get(role));
        boolean sameConfig =
            RoleConfigs.of(role, inputs, after).equals(RoleConfigs.of(role, old.get(role), before));
        assertThat(sameConfig).as(role.text()).isEqualTo(sameInputs);
      }
    }
  }

  /// Returns the roles whose pods are other than they were.
  private static Set<Role> changed(Snapshot before, String path) {
    Map<Role, RoleInputs> old = Inputs.of(BASE, before);
    Map<Role, RoleInputs> young = Inputs.of(edit(BASE, path), edit(before, path));
    Set<Role> changed = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if (!Objects.equals(withoutLimits(old.get(role)), withoutLimits(young.get(role)))) {
        changed.add(role);
      }
    }
    return changed;
  }

  private static @Nullable RoleInputs withoutLimits(@Nullable RoleInputs all) {
    return all == null
        ? null
        : new RoleInputs(
            all.training(),
            Inputs.withoutLimits(all.settings()),
            all.withInference(),
            all.resources(),
            all.image(),
            all.imagePullSecrets(),
            all.overrides(),
            all.queueName(),
            all.gpuResource(),
            all.preferredNodes(),
            all.bounds(),
            all.serviceAccountName());
  }

  /// An immutable field never changes; if it did, whoever reads it would restart.
  private static Set<Role> expected(String path, Set<Effect> effects) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Effect effect : effects) {
      switch (effect) {
        case ROLL_ACTORS -> roles.add(Role.ACTOR);
        case ROLL_INFERENCE -> roles.add(Role.INFERENCE);
        case ROLL_LEARNER -> roles.add(Role.LEARNER);
        case IMMUTABLE -> roles.addAll(readersOfImmutable(path));
        case RESOLVE, SCALE, TELL_LEARNER, VOLUME, IGNORE -> {}
      }
    }
    return roles;
  }

  private static Set<Role> readersOfImmutable(String path) {
    return switch (path) {
      case "seed" -> EnumSet.of(Role.ACTOR, Role.LEARNER);
      default -> EnumSet.allOf(Role.class);
    };
  }

  private static Set<Role> onASharedGpu(String path, Set<Role> roles) {
    boolean foreign = path.startsWith("pods.inference.") && !path.contains(".resources.");
    if (roles.remove(Role.INFERENCE) && !foreign) {
      roles.add(Role.LEARNER);
    }
    return roles;
  }

  private static AlphaZeroTraining edit(AlphaZeroTraining training, String path) {
    Map<String, Object> spec = JSON.convertValue(training.getSpec(), new TypeReference<>() {});
    Tree.put(spec, path, otherThan(Tree.at(spec, path), path));
    AlphaZeroTraining edited = new AlphaZeroTraining();
    edited.setMetadata(training.getMetadata());
    edited.setSpec(JSON.convertValue(spec, AlphaZeroTrainingSpec.class));
    return edited;
  }

  /// What a resolution is after an edit: the field's value in the settings is the one that is set.
  private static Snapshot edit(Snapshot snapshot, String path) {
    Settings settings = edit(snapshot.settings(), path);
    return Snapshots.of(
        settings,
        snapshot.gpu(),
        !path.equals("inference.placement")
            ? snapshot.placement()
            : snapshot.placement() == Placement.ACTOR ? Placement.SHARED : Placement.ACTOR,
        !path.equals("gpuSharing")
            ? snapshot.sharing()
            : snapshot.sharing() == GpuSharing.SHARED ? GpuSharing.DEDICATED : GpuSharing.SHARED);
  }

  private static Settings edit(Settings settings, String path) {
    try {
      Map<String, Object> tree =
          JSON.readValue(SettingsJson.write(settings), new TypeReference<>() {});
      String holder = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
      Object parent = holder.isEmpty() ? tree : Tree.at(tree, holder);
      String name = path.substring(path.lastIndexOf('.') + 1);
      if (path.equals(Devices.BOTH)) {
        Tree.put(tree, Devices.INFERENCE, "cpu");
        Tree.put(tree, Devices.LEARNER, "cpu");
      }
      if (parent instanceof Map<?, ?> map && map.containsKey(name)) {
        Tree.put(tree, path, otherThan(Tree.at(tree, path), path));
      }
      return SettingsJson.read(JSON.writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns another value of a field's type.
  private static Object otherThan(@Nullable Object value, String path) {
    return switch (Objects.requireNonNull(LEAVES.get(path))) {
      case Schema.Int _ -> value instanceof Number n ? n.longValue() + 1 : 1;
      case Schema.Num _ -> value instanceof Number n ? n.doubleValue() / 2 + 0.1 : 0.1;
      case Schema.Bool _ -> !Boolean.TRUE.equals(value);
      case Schema.EnumOf choice ->
          choice.names().stream()
              .filter(name -> !name.equals(value) && !name.equals("auto"))
              .findFirst()
              .orElseThrow();
      case Schema.Text text -> otherText(text, path);
      case Schema.ListOf items -> List.of(otherItem(items.items()));
      case Schema.MapOf _ -> Map.of("other", "value");
      case Schema.Fields _ -> throw new IllegalArgumentException("a leaf has no fields: " + path);
    };
  }

  private static Object otherText(Schema.Text text, String path) {
    if (text.duration() != null) {
      return "77s";
    }
    if (path.endsWith(Devices.BOTH)) {
      return "cpu";
    }
    return path.endsWith(".cpu")
            || path.endsWith(".memory")
            || path.endsWith(".ephemeral-storage")
            || path.endsWith(".size")
        ? "77"
        : "other";
  }

  /// Returns an item with what is required, or with its first field.
  private static Object otherItem(Schema item) {
    return switch (item) {
      case Schema.Int _, Schema.Num _ -> 1;
      case Schema.Bool _ -> true;
      case Schema.EnumOf choice -> choice.names().getFirst();
      case Schema.Text _ -> "other";
      case Schema.ListOf items -> List.of(otherItem(items.items()));
      case Schema.MapOf _ -> Map.of("other", "value");
      case Schema.Fields fields -> otherFields(fields);
    };
  }

  private static Map<String, Object> otherFields(Schema.Fields schema) {
    Map<String, Object> values = new LinkedHashMap<>();
    schema
        .fields()
        .forEach(
            (name, field) -> {
              if (field.required()) {
                values.put(name, otherItem(field.schema()));
              }
            });
    if (values.isEmpty()) {
      Map.Entry<String, Schema.Field> first = schema.fields().entrySet().iterator().next();
      values.put(first.getKey(), otherItem(first.getValue().schema()));
    }
    return values;
  }

  private static Map<String, Schema> leaves() {
    Map<String, Schema> leaves = new LinkedHashMap<>();
    collect(SchemaOf.record(AlphaZeroTrainingSpec.class), "", leaves);
    return leaves;
  }

  private static void collect(Schema.Fields schema, String prefix, Map<String, Schema> leaves) {
    schema
        .fields()
        .forEach(
            (name, field) -> {
              if (field.schema() instanceof Schema.Fields fields) {
                collect(fields, prefix + name + ".", leaves);
              } else {
                leaves.put(prefix + name, field.schema());
              }
            });
  }
}
