package dev.alphazero.worker.export;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.run.JsonFiles;
import dev.alphazero.worker.run.Versions;
import dev.alphazero.worker.strength.SavedNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// What an exported network's inputs and outputs mean, and where it comes from: all that another
/// program needs to use it. `docs/network.md` describes each key.
///
/// @param fields by key, in order: texts, numbers and lists
record NetworkMeaning(Map<String, Object> fields) {
  private static final int FORMAT_VERSION = 1;

  /// A plane of the input `[n, C, H, W]`.
  private record Input(String name, String kind, float scale, String meaning) {
    static Input of(Plane plane) {
      String kind = plane.kind().name().toLowerCase(Locale.ROOT);
      return new Input(plane.name(), kind, plane.scale(), plane.meaning());
    }
  }

  static NetworkMeaning of(SavedNetwork saved) {
    Game game = saved.network().game();
    PlaneLayout layout = game.planes();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format_version", FORMAT_VERSION);
    fields.put("game", game.name());
    fields.put("board", layout.height() + "x" + layout.width());
    fields.put("view", "the player to move");
    fields.put("planes", layout.planes().stream().map(Input::of).toList());
    fields.put("actions", actionNames(game));
    fields.put(
        "policy_logits", "one per action, before illegal ones are left out and before softmax");
    fields.put("values", "in [-1, 1]: 1 if the player to move wins, -1 if the opponent does");
    fields.put("run", saved.run());
    fields.put("model_version", saved.version().toString());
    fields.put("step", saved.version().step());
    fields.put("alphazero", Versions.ofThisProcess().alphazero());
    return new NetworkMeaning(fields);
  }

  static List<String> actionNames(Game game) {
    return IntStream.range(0, game.actions()).mapToObj(game::actionName).toList();
  }

  /// Returns all as one JSON object.
  String json() {
    return JsonFiles.text(fields) + "\n";
  }

  /// Returns each field as a text, lists as JSON.
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    fields.forEach((key, value) -> properties.put(key, text(value)));
    return properties;
  }

  private static String text(Object value) {
    return value instanceof List<?> ? JsonFiles.line(value) : value.toString();
  }
}
