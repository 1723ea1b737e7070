package dev.alphazero.worker.cli;

import dev.alphazero.crd.role.ActorConfig;
import dev.alphazero.worker.pod.ActorRole;
import dev.alphazero.worker.pod.Stop;
import java.io.IOException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

@Command(
    name = "actor",
    description = {
      "Runs an actor of a training in a cluster: plays games and hands them to the learner.",
      "The operator writes its configuration."
    })
final class ActorCommand extends RoleCommand<ActorConfig> {
  ActorCommand() {
    super(ActorConfig.class);
  }

  @Override
  void run(ActorConfig config, Consumer<String> log, Stop stop) throws IOException {
    new ActorRole(config, log, stop).run();
  }
}
