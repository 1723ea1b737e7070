package dev.alphazero.crd.role;

import dev.alphazero.crd.json.StrictJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/// A role's configuration as the text of its file, `worker.yaml`. JSON is YAML too.
public final class RoleConfigYaml {
  private static final int MAX_CHARACTERS = 256 * 1024;

  private RoleConfigYaml() {}

  /// Returns the file's text; equal configurations have equal texts.
  public static String write(RoleConfig config) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", RoleConfig.VERSION);
    tree.put("role", config.role().text());
    tree.putAll(StrictJson.tree(config));
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(MAX_CHARACTERS);
    return "# What an AlphaZero %s runs with; written by the operator for %s/%s.\n"
            .formatted(
                config.role().text(), config.training().namespace(), config.training().name())
        + new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
            .dump(tree);
  }

  /// Returns the configuration of a file's text.
  ///
  /// @param source name of the file, for problems
  /// @throws RoleConfigException if a field is missing, unknown or of the wrong type
  public static RoleConfig read(String source, String text) {
    Map<String, Object> tree = load(source, text);
    Object version = tree.remove("version");
    if (!Integer.valueOf(RoleConfig.VERSION).equals(version)) {
      throw new RoleConfigException(
          source,
          "version must be %d, version=%s; use the worker that comes with the operator"
              .formatted(RoleConfig.VERSION, version));
    }
    Class<? extends RoleConfig> type = typeOf(source, tree.remove("role"));
    try {
      return StrictJson.read(tree, type);
    } catch (IllegalArgumentException e) {
      throw new RoleConfigException(source, String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, Object> load(String source, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setCodePointLimit(MAX_CHARACTERS);
    try {
      Object root = new Yaml(new SafeConstructor(options)).load(text);
      if (root instanceof Map<?, ?> map) {
        Map<String, Object> tree = new LinkedHashMap<>();
        map.forEach((key, value) -> tree.put(String.valueOf(key), value));
        return tree;
      }
      throw new RoleConfigException(source, "must be one YAML object");
    } catch (YAMLException e) {
      throw new RoleConfigException(source, "must be YAML: " + e.getMessage(), e);
    }
  }

  private static Class<? extends RoleConfig> typeOf(String source, @Nullable Object name) {
    Role role =
        Arrays.stream(Role.values())
            .filter(each -> each.text().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new RoleConfigException(
                        source,
                        "role must be one of %s, role=%s"
                            .formatted(
                                Arrays.stream(Role.values())
                                    .map(Role::text)
                                    .collect(Collectors.joining(", ")),
                                name)));
    return switch (role) {
      case ACTOR -> ActorConfig.class;
      case INFERENCE -> InferenceConfig.class;
      case LEARNER -> LearnerConfig.class;
    };
  }
}
