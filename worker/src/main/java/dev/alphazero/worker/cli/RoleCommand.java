package dev.alphazero.worker.cli;

import dev.alphazero.crd.role.RoleConfig;
import dev.alphazero.crd.role.RoleConfigException;
import dev.alphazero.crd.role.RoleConfigYaml;
import dev.alphazero.worker.pod.RoleLog;
import dev.alphazero.worker.pod.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command that runs one role of a training, as its pod does, until a stop is requested.
abstract class RoleCommand<C extends RoleConfig> implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "the role's configuration, for example examples/worker-config/actor.yaml")
  Path config = Path.of("");

  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  private final Class<C> type;

  RoleCommand(Class<C> type) {
    this.type = type;
  }

  /// Runs the role on this thread.
  abstract void run(C config, Consumer<String> log, Stop stop) throws IOException;

  /// Returns the file of the configuration.
  Path file() {
    return config;
  }

  @Override
  public Integer call() throws IOException {
    RoleConfig read = Inputs.readFile(spec, config, this::read);
    if (!type.isInstance(read)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is for another role: role must be %s, role=%s"
              .formatted(config, spec.name(), read.role().text()));
    }
    RoleLog log = new RoleLog(System.out, Clock.systemUTC());
    Stop stop = new Stop();
    try (StopSignals _ = StopSignals.install(stop::request)) {
      run(type.cast(read), log, stop);
    }
    return 0;
  }

  private RoleConfig read() throws IOException {
    try {
      return RoleConfigYaml.read(config.toString(), Files.readString(config));
    } catch (RoleConfigException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
