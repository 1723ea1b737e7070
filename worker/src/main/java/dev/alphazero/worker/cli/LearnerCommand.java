package dev.alphazero.worker.cli;

import dev.alphazero.crd.role.LearnerConfig;
import dev.alphazero.crd.role.LimitsYaml;
import dev.alphazero.worker.pod.LearnerRole;
import dev.alphazero.worker.pod.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "learner",
    description = {
      "Runs the learner of a training in a cluster: takes games, trains, gives weights away.",
      "The operator writes its configuration."
    })
final class LearnerCommand extends RoleCommand<LearnerConfig> {
  @Option(
      names = "--with-inference",
      description = "evaluate positions for the actors too; the configuration must say how")
  boolean withInference;

  @Option(
      names = "--accept-lost-games",
      defaultValue = "${env:ALPHAZERO_ACCEPT_LOST_GAMES:-false}",
      description =
          "go on without games that the log has lost (also: ALPHAZERO_ACCEPT_LOST_GAMES=true)")
  boolean acceptLostGames;

  LearnerCommand() {
    super(LearnerConfig.class);
  }

  @Override
  void run(LearnerConfig config, Consumer<String> log, Stop stop) throws IOException {
    Inputs.check(
        spec,
        withInference == (config.inference() != null),
        "--with-inference goes with a configuration that has inference, --with-inference=%s, inference=%s"
            .formatted(withInference, config.inference()));
    Path limits = file().resolveSibling(LimitsYaml.FILE);
    new LearnerRole(config, limits, acceptLostGames, log, stop).run();
  }
}
