package dev.alphazero.worker.cli;

import dev.alphazero.crd.text.DurationText;
import dev.alphazero.worker.run.RunArchive;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.RunFolders;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "pack",
    description = {
      "Writes a run's folder to standard output as a tar, also while it trains.",
      "kubectl alphazero export uses it: a pod has no tar."
    })
final class PackCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN", description = "a run's folder or name")
  String run = "";

  @Option(
      names = "--no-episodes",
      description = "leave out the log: the rest is enough to play and to verify")
  boolean withoutEpisodes;

  @Option(
      names = "--hold",
      paramLabel = "DURATION",
      description = "write nothing and wait so long: a pod in which others can run this command")
  @Nullable String hold;

  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (hold != null) {
      String text = hold;
      long millis = Inputs.read(spec, () -> DurationText.parse(text)).toMillis();
      boolean _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
      return 0;
    }
    RunFolder folder = RunFolders.named(run);
    try (OutputStream out =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)) {
      RunArchive.write(folder, !withoutEpisodes, out);
    }
    return 0;
  }
}
