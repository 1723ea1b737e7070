package dev.alphazero.worker.cli;

import dev.alphazero.worker.cli.play.MoveChoice;
import dev.alphazero.worker.cli.play.PlaySession;
import dev.alphazero.worker.strength.Analyst;
import dev.alphazero.worker.strength.NetworkFiles;
import dev.alphazero.worker.strength.TrainedNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "play",
    description = "Plays against you in the terminal, and shows its evaluation when asked.")
final class PlayCommand implements Callable<Integer> {
  /// Who moves first.
  enum First {
    ME,
    IT
  }

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "a run's folder or name, or a checkpoint file")
  String run = "";

  @Option(
      names = "--simulations",
      paramLabel = "N",
      description = "simulations per move (default: ${DEFAULT-VALUE})")
  int simulations = 400;

  @Option(names = "--first", paramLabel = "WHO", description = "me or it (default: me)")
  First first = First.ME;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "vary its play: any move about as good as the best, the same for the same seed (default: always the best)")
  @Nullable Long seed;

  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  /// Where moves are read from; tests put a scripted game here.
  BufferedReader in = new BufferedReader(new InputStreamReader(System.in, inputCharset()));

  @Override
  public Integer call() throws IOException {
    Inputs.checkSimulations(spec, simulations);
    TrainedNetwork network = NetworkFiles.load(run);
    spec.commandLine()
        .getOut()
        .printf(
            "%s: you against %s, %,d simulations a move%n",
            network.game().name(), network.name(), simulations);
    try (Analyst analyst = network.newAnalyst(simulations)) {
      new PlaySession(
              network.game(),
              analyst,
              new MoveChoice(seed),
              first == First.ME ? 0 : 1,
              in,
              spec.commandLine().getOut())
          .run();
    }
    return 0;
  }

  private static Charset inputCharset() {
    String named = System.getProperty("stdin.encoding");
    return named == null ? Charset.defaultCharset() : Charset.forName(named);
  }
}
