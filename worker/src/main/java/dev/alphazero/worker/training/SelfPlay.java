package dev.alphazero.worker.training;

import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.replay.Episode;
import java.util.List;

/// Plays a training's games: on this machine's cores in turns with learning, or by actors elsewhere
/// all the time. Called by the training's thread.
public sealed interface SelfPlay extends AutoCloseable {
  /// Sets the weights that games are played with from now on. Call it between phases.
  void setWeights(Weights weights);

  /// Sets whether games that start from now on may be resigned. Call it between phases.
  void allowResignation(boolean allowed);

  /// Hands over finished games until the taker has enough.
  ///
  /// @param taker called with finished games every few milliseconds, also with none; each game once
  void playFreely(Taker taker);

  @Override
  void close();

  /// Play and learning take turns: no game goes on between two phases.
  non-sealed interface InTurns extends SelfPlay {
    /// Plays the games of one lockstep generation, the same ones whenever this is repeated.
    ///
    /// @param firstKey index of the first game
    /// @param tick called every few milliseconds; returns whether to go on
    /// @return the episodes by index, or fewer when `tick` ended it
    List<Episode> playGeneration(long generation, long firstKey, int games, Ticker tick);

    /// Returns where the playing threads' time and leaves went. Call it between phases.
    Shares shares();
  }

  /// Games go on while the training learns: so it must not learn for long without publishing.
  non-sealed interface Beside extends SelfPlay {
    /// Hands over what has finished outside of phases, if there is something.
    ///
    /// @param waitMillis how long to wait for it
    void takeFinished(long waitMillis, Taker taker);

    /// Sets whether so many samples wait to be learned from that the actors should rest.
    void letRest(boolean enough);
  }

  Shares NO_SHARES = new Shares(0, 0);

  /// Shares in this process, each in [0, 1].
  ///
  /// @param network of the threads' time, in their networks
  /// @param remembered of the leaves, whose evaluations were remembered
  record Shares(double network, double remembered) {}

  /// Takes finished games.
  @FunctionalInterface
  interface Taker {
    /// @return whether to go on playing
    boolean take(List<Episode> episodes);
  }

  /// Is called as time passes.
  @FunctionalInterface
  interface Ticker {
    /// @return whether to go on playing
    boolean goOn();
  }
}
