package dev.alphazero.worker.training;

import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.replay.Episode;
import java.util.List;

/// Plays a training's games: on this machine's cores in turns with learning, or by actors elsewhere
/// all the time. Called by the training's thread.
public interface SelfPlay extends AutoCloseable {
  /// Says what games are played with from now on. Call it between phases.
  void setWeights(Weights weights);

  /// Says whether games that start from now on may be resigned. Call it between phases.
  void allowResignation(boolean allowed);

  /// Says whether so many samples wait to be learned from that who plays should rest. Of no effect
  /// where play and learning take turns.
  void letRest(boolean enough);

  /// Hands over finished games until the taker has enough.
  ///
  /// @param modelVersion number that games which start now carry
  /// @param taker hears of finished games every few milliseconds, also of none; each game once
  void playFreely(long modelVersion, Taker taker);

  /// Plays the games of one lockstep generation, the same ones whenever this is repeated.
  ///
  /// @param firstKey index of the first game
  /// @param modelVersion number that the games carry
  /// @param tick called every few milliseconds; returns whether to go on
  /// @return the episodes by index, or fewer when `tick` ended it
  /// @throws UnsupportedOperationException if the games are played elsewhere
  List<Episode> playGeneration(
      long generation, long firstKey, int games, long modelVersion, Ticker tick);

  /// Hands over what has finished outside of phases, if there is something.
  ///
  /// @param waitMillis how long to wait for it
  void takeFinished(long waitMillis, Taker taker);

  /// Returns whether games go on while the training learns: then it must not learn for long without
  /// publishing.
  boolean goesOnWhileLearning();

  /// Returns where the playing threads' time and leaves went; `NO_SHARES` where that is not known.
  /// Call it between phases.
  Shares shares();

  @Override
  void close();

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

  /// Hears of the time.
  @FunctionalInterface
  interface Ticker {
    /// @return whether to go on playing
    boolean goOn();
  }
}
