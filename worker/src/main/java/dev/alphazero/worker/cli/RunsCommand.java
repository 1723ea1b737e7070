package dev.alphazero.worker.cli;

import dev.alphazero.worker.cli.text.Json;
import dev.alphazero.worker.cli.text.RunsTable;
import dev.alphazero.worker.run.RunFolders;
import dev.alphazero.worker.run.RunInspection;
import dev.alphazero.worker.run.RunOverview;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "runs",
    description = "Lists the runs there are: state, strength, size on disk; also while they train.")
final class RunsCommand implements Callable<Integer> {
  private static final Path DEFAULT = Path.of("runs");

  @Option(names = "--dir", paramLabel = "DIR", description = "where to look (default: runs)")
  @Nullable Path folder;

  @Mixin FormatOption format = new FormatOption();
  @Mixin HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() {
    Path where = folder == null ? DEFAULT : folder;
    Inputs.check(
        spec, folder == null || Files.isDirectory(where), "--dir must be a folder, --dir=" + where);
    List<RunOverview> runs =
        Files.isDirectory(where)
            ? RunFolders.in(where).stream().map(RunInspection::of).toList()
            : List.of();
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      Json.print(spec, new Report(where.toString(), runs));
    } else if (runs.isEmpty()) {
      out.println(
          "There are no runs in %s yet. Make one: ./alphazero train examples/tictactoe.yaml"
              .formatted(where));
    } else {
      RunsTable.lines(runs, clock.instant()).forEach(out::println);
    }
    out.flush();
    return 0;
  }

  record Report(String dir, List<RunOverview> runs) {}
}
