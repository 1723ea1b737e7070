package dev.alphazero.worker.benchmark.measure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.Precision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the benchmark runs. What is null is as the workloads have it.
///
/// @param engine that computes networks; every row names its device
/// @param parts in the order in which they run
/// @param games in flight, of all threads
/// @param simulations of a search
/// @param repetitions turns of each case
/// @param seconds of a turn
/// @param steps of a turn of training, instead of seconds
/// @param precision of networks; null measures which is faster
/// @param sizes of a profile, instead of the workloads'
public record Options(
    @JsonIgnore Engine engine,
    List<PartName> parts,
    @Nullable Integer games,
    @Nullable Integer simulations,
    int repetitions,
    double seconds,
    @Nullable Integer steps,
    @Nullable Precision precision,
    @Nullable Sizes sizes) {
  /// What a profile says of sizes.
  ///
  /// @param profile its name and why it was taken
  /// @param gamesPerThread games of one thread
  /// @param trainingBatch samples of a training step
  /// @param inferenceBatch most positions of a batch
  public record Sizes(String profile, int gamesPerThread, int trainingBatch, int inferenceBatch) {}

  /// Returns the games in flight of a workload.
  ///
  /// @param threads that play them
  /// @param workload what it has where nothing else is said
  public int gamesOr(int workload, int threads) {
    if (games != null) {
      return games;
    }
    return sizes == null ? workload : sizes.gamesPerThread() * threads;
  }

  public int simulationsOr(int workload) {
    return simulations == null ? workload : simulations;
  }
}
