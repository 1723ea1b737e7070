package dev.alphazero.worker.selfplay;

/// Playout-cap randomisation (KataGo, arXiv 1902.10565, section 3.1): most moves are searched
/// cheaply, without noise, and not recorded; a share is searched in full and recorded.
///
/// @param fullShare share of moves searched in full, in (0, 1]; 1 is no cap
/// @param simulations simulations of a cheap search
public record PlayoutCap(float fullShare, int simulations) {
  public static final PlayoutCap NONE = new PlayoutCap(1, 1);

  public PlayoutCap {
    if (!(fullShare > 0 && fullShare <= 1) || simulations < 1) {
      throw new IllegalArgumentException(
          "fullShare must be in (0, 1] and simulations at least 1, fullShare=%s simulations=%d"
              .formatted(fullShare, simulations));
    }
  }
}
