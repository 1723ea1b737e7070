package dev.alphazero.crd.role;

import dev.alphazero.crd.json.StrictJson;
import dev.alphazero.crd.progress.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/// The limits of a training as the text of a file beside a learner's `worker.yaml`. The learner
/// reads it again as it runs; the file's limits win over those of its configuration.
public final class LimitsYaml {
  /// Name of the file.
  public static final String FILE = "limits.yaml";

  /// Version that is written and read.
  private static final int VERSION = 1;

  private static final int MAX_CHARACTERS = 4096;

  private LimitsYaml() {}

  /// Returns the file's text; equal limits have equal texts.
  public static String write(Limits limits) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", VERSION);
    tree.put("limits", StrictJson.tree(limits));
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return "# The limits that the learner works by, whatever worker.yaml says; written by the operator.\n"
        + new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
            .dump(tree);
  }

  /// Returns the limits of a file's text.
  ///
  /// @param source name of the file, for problems
  /// @throws RoleConfigException if it is none, or has a limit that is not known here
  public static Limits read(String source, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setCodePointLimit(MAX_CHARACTERS);
    try {
      Object root = new Yaml(new SafeConstructor(options)).load(text);
      if (root instanceof Map<?, ?> tree
          && Integer.valueOf(VERSION).equals(tree.get("version"))
          && tree.get("limits") instanceof Map<?, ?> limits) {
        return StrictJson.read(limits, Limits.class);
      }
      throw new RoleConfigException(
          source, "must be a YAML object with version: %d and limits".formatted(VERSION));
    } catch (YAMLException e) {
      throw new RoleConfigException(source, "must be YAML: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new RoleConfigException(source, String.valueOf(e.getMessage()), e);
    }
  }
}
