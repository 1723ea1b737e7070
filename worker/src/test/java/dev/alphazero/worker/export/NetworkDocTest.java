package dev.alphazero.worker.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.othello.Othello;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import dev.alphazero.worker.game.togyzqumalaq.Togyzqumalaq;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.strength.SavedNetwork;
import dev.alphazero.worker.strength.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/network.md` says of every game what the code has.
final class NetworkDocTest {
  private static final Path PAGE = Path.of("..", "docs", "network.md");
  private static final Pattern KEY = Pattern.compile("`(\\w+)`");

  private static final Map<String, Game> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("Tic-tac-toe", new TicTacToe());
    SECTIONS.put("Connect Four", new ConnectFour());
    SECTIONS.put("Othello 8x8", new Othello(8));
    SECTIONS.put("Othello 6x6", new Othello(6));
    SECTIONS.put("Togyzqumalaq", new Togyzqumalaq());
  }

  @Test
  void planesAndActionsOfEveryGame() throws IOException {
    String page = Files.readString(PAGE);
    List<String> sections = Arrays.asList(page.split("\n### ", -1)).subList(1, SECTIONS.size() + 1);
    assertThat(page.split("\n### ", -1)).hasSize(SECTIONS.size() + 1);
    int i = 0;
    for (Map.Entry<String, Game> game : SECTIONS.entrySet()) {
      String section = sections.get(i++);
      assertThat(section).startsWith(game.getKey() + "\n");
      assertThat(oneLine(section)).contains(oneLine(facts(game.getValue())));
    }
  }

  @Test
  void everyKey() throws IOException {
    String table =
        Files.readString(PAGE)
            .split("## What the file says of itself", -1)[1]
            .split("\n## ", -1)[0];
    TreeSet<String> documented = new TreeSet<>();
    table
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1)[1])
        .flatMap(cell -> KEY.matcher(cell).results())
        .map((MatchResult key) -> key.group(1))
        .forEach(documented::add);
    assertThat(documented).isEqualTo(new TreeSet<>(NetworkMeaning.of(saved()).fields().keySet()));
  }

  /// What the page must say, but for where lines end.
  private static String facts(Game game) {
    PlaneLayout layout = game.planes();
    StringBuilder text = new StringBuilder();
    text.append(
        "`planes` `[n, %d, %d, %d]`, `policy_logits` `[n, %d]`.\n\n"
            .formatted(layout.planes().size(), layout.height(), layout.width(), game.actions()));
    text.append("| Plane | Name | Kind | Scale | A cell holds |\n|---|---|---|---|---|\n");
    int c = 0;
    for (Plane plane : layout.planes()) {
      text.append(
          "| %d | %s | %s | %s | %s |\n"
              .formatted(
                  c++,
                  plane.name(),
                  plane.kind().name().toLowerCase(Locale.ROOT),
                  plane.scale() == 1 ? "1" : "1/" + Math.round(1 / plane.scale()),
                  plane.meaning()));
    }
    return text.append("\nActions, in order: `")
        .append(String.join("` `", NetworkMeaning.actionNames(game)))
        .append("`")
        .toString();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static SavedNetwork saved() {
    TicTacToe game = new TicTacToe();
    TrainedNetwork network =
        new TrainedNetwork(
            DjlEngine.CPU,
            "x",
            game,
            new NetworkSpec(2, 3, 3, 9, 1, 1),
            new float[0],
            Precision.FP32,
            SearchSettings.defaults(Algorithm.PUCT),
            SearchBackend.JAVA,
            0);
    return new SavedNetwork(network, "x", new ModelVersion(1, 1));
  }
}
