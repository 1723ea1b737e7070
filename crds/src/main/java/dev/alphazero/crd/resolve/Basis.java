package dev.alphazero.crd.resolve;

import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.GameName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What holds where a specification is silent. It is frozen with a training: neither a newer
/// program, nor another profile of the same name, nor another cluster changes it.
///
/// Settings are a pure function of a specification and its basis (`Resolver.resolve`), so a value
/// that is set and unset again is what it was, however often the specification was edited.
///
/// @param profile name of the profile, never `auto`
/// @param reason why this profile: `cpu: no GPU found`
/// @param sizes what the profile says
/// @param game what the game's author found to work
/// @param defaults what holds for every training
/// @param gumbel what Gumbel search switches off
/// @param decisions what `auto` stands for
/// @param largeBatches how many batches of more than 512 samples the replay window must hold at
///   least if the batch is the profile's; null in trainings that began when that was 16 for all
public record Basis(
    String profile,
    String reason,
    AlphaZeroProfileSpec sizes,
    AlphaZeroTrainingSpec game,
    AlphaZeroTrainingSpec defaults,
    AlphaZeroTrainingSpec gumbel,
    List<Decision> decisions,
    @Nullable Integer largeBatches) {
  /// A step of a large batch learns little more than one of a small batch, so a profile's may not
  /// make them much fewer.
  private static final int LARGE_BATCHES = 64;

  /// A value that was decided where specification and profile say `auto`.
  ///
  /// @param path below `spec`, for example `inference.placement`
  /// @param why a few words
  public record Decision(String path, String value, String why) {}

  public Basis {
    decisions = List.copyOf(decisions);
  }

  /// Returns the basis of a training of a game that begins now.
  public static Basis of(GameName game, String profile, String reason, AlphaZeroProfileSpec sizes) {
    return new Basis(
        profile,
        reason,
        sizes,
        Defaults.ofGame(game),
        Defaults.builtIn(),
        Defaults.ofGumbel(),
        List.of(),
        LARGE_BATCHES);
  }

  /// Returns the basis with another profile. The defaults stay those that the training began with:
  /// network and seed are among them.
  public Basis withProfile(String newProfile, String newReason, AlphaZeroProfileSpec newSizes) {
    return new Basis(
        newProfile, newReason, newSizes, game, defaults, gumbel, decisions, largeBatches);
  }

  /// Returns the basis with these decisions and no others.
  public Basis withDecisions(List<Decision> newDecisions) {
    return new Basis(profile, reason, sizes, game, defaults, gumbel, newDecisions, largeBatches);
  }

  /// Returns whether Gumbel's moves are drawn where there is a temperature: in trainings that began
  /// when it was ignored, it still is.
  public boolean drawsGumbelMoves() {
    return gumbel.selfPlay() != null && gumbel.selfPlay().temperature() != null;
  }
}
