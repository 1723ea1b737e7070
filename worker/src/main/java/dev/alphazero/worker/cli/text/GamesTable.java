package dev.alphazero.worker.cli.text;

import java.util.List;
import java.util.stream.Collectors;

/// Games as a table.
public final class GamesTable {
  private static final String NONE = "-";

  private GamesTable() {}

  public static List<String> lines(List<GameOverview> games) {
    Columns columns =
        new Columns(
            "game",
            "options",
            ">board",
            ">actions",
            ">legal at most",
            ">symmetries",
            "backends",
            "verified on");
    for (GameOverview game : games) {
      columns.row(
          game.name(),
          options(game),
          game.board(),
          Amounts.count(game.actions()),
          Amounts.count(game.mostLegal()),
          Amounts.count(game.symmetries()),
          list(game.backends()),
          list(game.verified()));
    }
    return columns.lines("");
  }

  /// Returns for example `size=6|8 (8)`, with the default in brackets.
  private static String options(GameOverview game) {
    String text =
        game.options().stream()
            .map(
                option ->
                    "%s=%s (%s)"
                        .formatted(
                            option.name(),
                            String.join("|", option.values()),
                            option.defaultValue()))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? NONE : text;
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? NONE : String.join(", ", names);
  }
}
