package dev.alphazero.worker.cli;

import dev.alphazero.worker.cli.text.Amounts;
import dev.alphazero.worker.export.NetworkExport;
import dev.alphazero.worker.export.NetworkFormat;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.strength.NetworkFiles;
import dev.alphazero.worker.strength.SavedNetwork;
import dev.alphazero.worker.strength.TrainedNetwork;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description = {
      "Writes a run's network for other programs, with its weights, in FP32.",
      "What was written is read back and must evaluate positions of the game as the network does.",
      "The file says what inputs and outputs mean: docs/network.md."
    })
final class ExportCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "a run's folder or name, or a checkpoint file")
  String run = "";

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "onnx or torchscript")
  NetworkFormat format = NetworkFormat.ONNX;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "default: the run's name in this folder, .onnx or .pt")
  @Nullable Path output;

  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (output != null) {
      NetworkExport.requireWritable(output);
    }
    SavedNetwork saved = NetworkFiles.saved(run);
    TrainedNetwork network = saved.network();
    Path file =
        output == null ? Path.of(network.name().replace('@', '-') + format.suffix()) : output;
    NetworkExport.Written written = NetworkExport.write(saved, format, file);
    NetworkSpec shape = network.spec();
    spec.commandLine()
        .getOut()
        .printf(
            "wrote %s, %s%n"
                + "  planes [n, %d, %d, %d] to policy_logits [n, %d] and values [n], FP32%n"
                + "  checked: %s (%.0e is allowed)%n",
            written.file(),
            Amounts.bytes(written.bytes()),
            shape.planes(),
            shape.height(),
            shape.width(),
            shape.actions(),
            written.difference().text(),
            NetworkExport.BOUND);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
