package dev.alphazero.worker.replay;

/// Episodes of a log cannot be read, or are gone. The message says which file, and that a run goes
/// on without them if its user accepts that (`LogRepair`).
public final class DamagedLogException extends RunFolderException {
  private static final long serialVersionUID = 1;

  /// How a run goes on without what is lost, in words for its user.
  public static final String REMEDY =
      "or go on from the newest checkpoint with the games that are left: add --accept-lost-games to the same command (in a cluster, the variable ALPHAZERO_ACCEPT_LOST_GAMES=true to spec.pods.learner.env).";

  /// @param found the file and what is wrong with it, without a full stop
  public DamagedLogException(String found) {
    super(found + ". Restore the file from a copy; " + REMEDY);
  }
}
