package dev.alphazero.worker.learner;

/// Whether so many samples wait to be learned from that playing more makes no sense: more than the
/// window holds, so that samples leave it unseen. Half a window ends it.
///
/// What waits beyond one window when a learner starts is forgiven: those samples have left the
/// window, and actors shall not rest while it is learned anew from others.
///
/// @param isLarge whether who plays should rest
/// @param forgiven samples that do not count
public record Backlog(boolean isLarge, double forgiven) {
  private static final double SMALL = 0.5;

  /// Returns the backlog of a learner that starts.
  ///
  /// @param waiting samples that wait to be learned from
  /// @param window samples that the window holds
  public static Backlog atStart(double waiting, int window) {
    return new Backlog(false, Math.max(0, waiting - window));
  }

  /// Returns the backlog after some games and steps.
  public Backlog next(double waiting, int window) {
    double counted = waiting - forgiven;
    return new Backlog(counted > (isLarge ? SMALL : 1) * window, forgiven);
  }
}
