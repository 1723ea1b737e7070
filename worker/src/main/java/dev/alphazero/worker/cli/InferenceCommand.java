package dev.alphazero.worker.cli;

import dev.alphazero.crd.role.InferenceConfig;
import dev.alphazero.worker.pod.InferenceRole;
import dev.alphazero.worker.pod.Stop;
import java.io.IOException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

@Command(
    name = "inference",
    description = {
      "Runs an inference pod of a training in a cluster: evaluates positions for all actors.",
      "The operator writes its configuration."
    })
final class InferenceCommand extends RoleCommand<InferenceConfig> {
  InferenceCommand() {
    super(InferenceConfig.class);
  }

  @Override
  void run(InferenceConfig config, Consumer<String> log, Stop stop) throws IOException {
    new InferenceRole(config, log, stop).run();
  }
}
