package dev.alphazero.worker.benchmark.report;

import dev.alphazero.worker.network.NetworkSpec;

/// What a figure was measured with; without it a figure means nothing.
///
/// @param network name and shape, or what stands for it
/// @param mmac million multiply-adds per position; 0 without a network
/// @param parameters learned numbers of the network; 0 without one
/// @param precision of the network, or `none`
/// @param cache positions per thread whose evaluations are remembered, or `off`
/// @param dedupe whether equal leaves of a batch are evaluated once: `on` or `off`
/// @param games in flight, of all threads; 0 where none is played
/// @param simulations of a search; 0 where none is done
/// @param batch places of a batch: of one thread, on a GPU of the device
/// @param device that computes the network, for example `cpu` or `cuda:0`
/// @param backend of the search, or `none`
public record Conditions(
    String game,
    String network,
    double mmac,
    int parameters,
    String precision,
    String cache,
    String dedupe,
    int games,
    int simulations,
    int batch,
    int threads,
    String device,
    String backend) {
  static final String NONE = "none";

  private static final String OFF = "off";
  private static final String ON = "on";

  /// Where searches are done.
  private static final String PROCESSOR = "cpu";

  /// Returns conditions with a network and no games.
  public static Conditions of(
      String game,
      String name,
      NetworkSpec spec,
      String precision,
      int batch,
      int threads,
      String device) {
    return new Conditions(
        game,
        "%s %dx%d".formatted(name, spec.blocks(), spec.channels()),
        spec.multiplyAdds() / 1e6,
        spec.parameters(),
        precision,
        OFF,
        OFF,
        0,
        0,
        batch,
        threads,
        device,
        NONE);
  }

  /// Returns conditions of a search that asks no network.
  public static Conditions withoutNetwork(
      String game, int games, int simulations, int batch, int threads, String backend) {
    return new Conditions(
        game,
        "none, a hash",
        0,
        0,
        NONE,
        OFF,
        OFF,
        games,
        simulations,
        batch,
        threads,
        PROCESSOR,
        backend);
  }

  /// Returns these conditions with an evaluation cache.
  public Conditions remembering(int positions) {
    return new Conditions(
        game,
        network,
        mmac,
        parameters,
        precision,
        Integer.toString(positions),
        ON,
        games,
        simulations,
        batch,
        threads,
        device,
        backend);
  }

  /// Returns these conditions with games that are searched.
  public Conditions searching(int games, int simulations, String backend) {
    return new Conditions(
        game,
        network,
        mmac,
        parameters,
        precision,
        cache,
        dedupe,
        games,
        simulations,
        batch,
        threads,
        device,
        backend);
  }
}
