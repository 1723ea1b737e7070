package dev.alphazero.crd.resolve;

import dev.alphazero.crd.read.Place;

/// Where a resolved value came from.
public sealed interface Origin {
  /// Returns it in words: `--set search.simulations`, `examples/x.yaml:9`, `profile mid`.
  String text();

  /// Returns whether the author of the training wrote the value.
  default boolean isWritten() {
    return this instanceof Flag || this instanceof File;
  }

  /// A flag of the command line.
  record Flag(String label) implements Origin {
    @Override
    public String text() {
      return label;
    }
  }

  /// The training file, or the specification in a cluster.
  record File(Place place) implements Origin {
    @Override
    public String text() {
      return place.text().isEmpty() ? "the specification" : place.text();
    }
  }

  /// What `auto` was found to stand for; `why` says by what.
  record Decided(String why) implements Origin {
    @Override
    public String text() {
      return "auto: " + why;
    }
  }

  /// A profile; `limit` says why its value was reduced, or is empty.
  record Profile(String name, String limit) implements Origin {
    @Override
    public String text() {
      return "profile " + name + (limit.isEmpty() ? "" : ", " + limit);
    }
  }

  /// The defaults of a game.
  record Game(String name) implements Origin {
    @Override
    public String text() {
      return "game " + name;
    }
  }

  /// The defaults of a search algorithm: what makes no sense with it is off.
  record Algorithm(String name) implements Origin {
    @Override
    public String text() {
      return "algorithm " + name;
    }
  }

  /// A built-in default.
  record Default() implements Origin {
    @Override
    public String text() {
      return "default";
    }
  }
}
