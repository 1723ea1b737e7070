package dev.alphazero.worker.network;

/// What a device wants of the search and the training that use it, as `BackendAttributes` of lc0
/// do. The preferred batch is not among them: it is a setting, `inference.batchSize`.
///
/// @param groupsPerCore threads that play, for each core: on a GPU two, so that one half of them
///   searches while the other half's positions are evaluated
/// @param sharedLanes models that evaluate for all threads together, each a batch at a time; 0
///   where each core evaluates best with a model of its own
/// @param mostReplicas models among which a training step's batch can be divided with a gain
/// @param isRepeatable whether the same positions have the same evaluation bit for bit, however
///   fast each thread is: not where batches of several threads depend on time
public record DeviceAttributes(
    int groupsPerCore, int sharedLanes, int mostReplicas, boolean isRepeatable) {

  /// Of a processor: each core runs models of its own, of one native thread.
  public static final DeviceAttributes PROCESSOR =
      new DeviceAttributes(1, 0, Integer.MAX_VALUE, true);

  /// Of a GPU: one model takes all of it, and large batches pay. One batch is computed while the
  /// next one is gathered and copied.
  public static final DeviceAttributes GPU = new DeviceAttributes(2, 2, 1, false);

  /// Returns whether all threads' positions are evaluated together, in large batches.
  public boolean isShared() {
    return sharedLanes > 0;
  }

  /// Returns the batches that are under way at the same time where many clients ask.
  public int lanes(int cores) {
    return isShared() ? sharedLanes : cores;
  }

  /// Returns the threads that play: as many as cores, or the groups of all cores but those on which
  /// the shared lanes are woken, since lanes that wait for a core leave the device idle.
  public int threads(int cores) {
    return Math.max(cores, groupsPerCore * (cores - sharedLanes));
  }
}
