package dev.alphazero.e2e;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Progress;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Hears every status of a training, and keeps the games that each told, in order.
final class ToldStatus implements ResourceEventHandler<AlphaZeroTraining> {
  private final List<Long> games = new CopyOnWriteArrayList<>();

  List<Long> games() {
    return games;
  }

  static long games(AlphaZeroTraining training) {
    Progress progress = training.getStatus() == null ? null : training.getStatus().progress();
    return progress == null || progress.games() == null ? 0 : progress.games();
  }

  @Override
  public void onAdd(AlphaZeroTraining training) {
    games.add(games(training));
  }

  @Override
  public void onUpdate(AlphaZeroTraining before, AlphaZeroTraining training) {
    games.add(games(training));
  }

  @Override
  public void onDelete(AlphaZeroTraining training, boolean unknown) {}
}
