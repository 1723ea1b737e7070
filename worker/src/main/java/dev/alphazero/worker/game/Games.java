package dev.alphazero.worker.game;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/// The games that this worker can play, by the name that training files use.
public final class Games {
  private static final SortedMap<String, GameProvider> PROVIDERS =
      byName(ServiceLoader.load(GameProvider.class, Games.class.getClassLoader()));

  private Games() {}

  /// @throws IllegalStateException if two games have one name
  static SortedMap<String, GameProvider> byName(Iterable<GameProvider> providers) {
    SortedMap<String, GameProvider> games = new TreeMap<>();
    for (GameProvider provider : providers) {
      GameProvider other = games.put(provider.name(), provider);
      if (other != null) {
        throw new IllegalStateException(
            "games must have different names, name=%s of %s and %s"
                .formatted(
                    provider.name(), other.getClass().getName(), provider.getClass().getName()));
      }
    }
    return Collections.unmodifiableSortedMap(games);
  }

  /// Returns the known names, in alphabetical order.
  public static List<String> names() {
    return List.copyOf(PROVIDERS.keySet());
  }

  /// Returns the options of a known game.
  ///
  /// @throws IllegalArgumentException with the known names
  public static List<GameOption> options(String name) {
    return provider(name).options();
  }

  /// Returns the game of that name.
  ///
  /// @param options the game's own settings; those that are not there have their defaults
  /// @throws IllegalArgumentException with the known names, or the option that is wrong
  public static Game byName(String name, Map<String, String> options) {
    GameProvider provider = provider(name);
    return provider.create(complete(name, provider.options(), options));
  }

  private static GameProvider provider(String name) {
    GameProvider provider = PROVIDERS.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "game must be one of %s, game=%s".formatted(names(), name));
    }
    return provider;
  }

  private static Map<String, String> complete(
      String game, List<GameOption> known, Map<String, String> given) {
    List<String> names = known.stream().map(GameOption::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            names.isEmpty()
                ? "%s has no options, option=%s".formatted(game, name)
                : "an option of %s must be one of %s, option=%s".formatted(game, names, name));
      }
    }
    Map<String, String> all = new HashMap<>();
    for (GameOption option : known) {
      String value = given.getOrDefault(option.name(), option.defaultValue());
      if (!option.values().contains(value)) {
        throw new IllegalArgumentException(
            "the %s of %s must be %s, %1$s=%4$s"
                .formatted(option.name(), game, String.join(" or ", option.values()), value));
      }
      all.put(option.name(), value);
    }
    return Map.copyOf(all);
  }
}
