package dev.alphazero.worker.inference;

import dev.alphazero.worker.inference.RequestQueue.Waiting;
import dev.alphazero.worker.network.Engine.BrokenDeviceException;
import dev.alphazero.worker.network.Model;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.planes.PlaneLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Evaluates the requests of many clients in batches. Any thread may call it.
///
/// Each lane is a thread with a model of its own. Lanes take runs of whole requests from one queue,
/// oldest first, when the policy says so, and answer them. Nothing is made per position: a request
/// writes its planes into the lane's memory and reads its answer from there.
public final class Batcher implements AutoCloseable {
  private final BatcherSettings settings;
  private final NetworkSpec spec;
  private final int planeBytes;
  private final LongSupplier nanoClock;
  private final ModelSlot slot;
  private final RequestQueue queue;
  private final Meter meter;
  private final CountDownLatch weightsCame = new CountDownLatch(1);
  private final List<CompletableFuture<Void>> warm = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /// Why a lane cannot evaluate, written by that lane before the queue closes; null while all can.
  private volatile @Nullable Throwable broken;

  /// Starts the lanes, which wait for the first weights.
  ///
  /// @param newModel called once on each lane's thread; the lane closes what it returns
  public Batcher(
      BatcherSettings settings,
      NetworkSpec spec,
      PlaneLayout layout,
      Supplier<PackedModel> newModel) {
    this(settings, spec, layout, newModel, System::nanoTime);
  }

  Batcher(
      BatcherSettings settings,
      NetworkSpec spec,
      PlaneLayout layout,
      Supplier<PackedModel> newModel,
      LongSupplier nanoClock) {
    this.settings = settings;
    this.spec = spec;
    this.nanoClock = nanoClock;
    planeBytes = layout.bytes();
    slot = new ModelSlot(spec);
    queue = new RequestQueue(settings.policy(), settings.share(), nanoClock);
    meter = new Meter(nanoClock);
    List<CompletableFuture<Void>> made = new ArrayList<>();
    for (int lane = 0; lane < settings.lanes(); lane++) {
      CompletableFuture<Void> laneMade = new CompletableFuture<>();
      CompletableFuture<Void> laneWarm = new CompletableFuture<>();
      made.add(laneMade);
      warm.add(laneWarm);
      threads.add(
          Thread.ofPlatform()
              .name("inference-lane-" + lane)
              .daemon()
              .stackSize(Model.STACK_BYTES)
              .start(() -> run(newModel, laneMade, laneWarm)));
    }
    try {
      made.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      close();
      throw new IllegalStateException("a model cannot be made: " + e.getCause(), e.getCause());
    }
  }

  /// Returns the most positions of a request.
  public int batchSize() {
    return settings.policy().batchSize();
  }

  /// Returns B, the bytes of a packed position.
  public int planeBytes() {
    return planeBytes;
  }

  /// Returns A.
  public int actions() {
    return spec.actions();
  }

  /// Gives the lanes new weights. Each loads them after the batch that it is at; versions that are
  /// not newer are ignored.
  ///
  /// @throws IllegalArgumentException if they are not the network's
  public void setWeights(Weights weights) {
    slot.set(weights);
    weightsCame.countDown();
  }

  /// Returns whether every lane has weights, has evaluated batches of all sizes, and still can.
  public boolean isReady() {
    return broken == null && warm.stream().allMatch(lane -> lane.state() == Future.State.SUCCESS);
  }

  /// Waits until the batcher is ready.
  ///
  /// @return whether it is
  /// @throws IllegalStateException if a lane cannot evaluate
  public boolean awaitReady(Duration most) throws InterruptedException {
    try {
      CompletableFuture.allOf(warm.toArray(CompletableFuture[]::new))
          .get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a lane cannot evaluate: " + e.getCause(), e.getCause());
    }
    Throwable reason = broken;
    if (reason != null) {
      throw new IllegalStateException("a lane cannot evaluate: " + reason, reason);
    }
    return true;
  }

  /// Adds a request, which is answered on a lane's thread. A batcher that closes, or has a lane
  /// that cannot evaluate, says so at once, on the calling thread.
  ///
  /// Memory is bounded if a client that got false submits nothing more until one of its requests is
  /// answered: at most `mostQueued` positions wait, and one request of each client.
  ///
  /// @return whether there is room for more
  /// @throws IllegalArgumentException if the request has no position, or more than a batch
  public boolean submit(EvaluationRequest request) {
    int n = request.positions();
    if (n < 1 || n > batchSize()) {
      throw new IllegalArgumentException(
          "a request must have 1 to %d positions, positions=%d".formatted(batchSize(), n));
    }
    int queued = queue.add(request);
    if (queued < 0) {
      Throwable reason = broken;
      request.failed(
          reason == null
              ? new EvaluationException("the batcher is closing", null)
              : cannotEvaluate(reason));
      return false;
    }
    return queued < settings.mostQueued();
  }

  public BatcherStatistics statistics() {
    return meter.read(settings.lanes(), batchSize(), queue.positions());
  }

  /// Takes no more requests, answers those that wait, and ends the lanes. Returns when that is
  /// done. What waits for a batcher that never had weights fails.
  @Override
  public void close() {
    queue.close();
    weightsCame.countDown();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true; // native code cannot be stopped, and must not lose its memory
        }
      }
    }
    EvaluationException reason =
        new EvaluationException("the batcher closed before a lane could evaluate", null);
    queue.remove().forEach(request -> request.failed(reason));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Fails what waits and what comes: nobody shall wait for a lane that is gone, and a batcher with
  /// fewer lanes than it was made for would only be slow.
  private void breakDown(Throwable reason) {
    broken = reason;
    queue.close();
    EvaluationException told = cannotEvaluate(reason);
    queue.remove().forEach(request -> request.failed(told));
  }

  private static EvaluationException cannotEvaluate(Throwable reason) {
    return new EvaluationException("a lane cannot evaluate: " + reason, reason);
  }

  private void run(
      Supplier<PackedModel> newModel, CompletableFuture<Void> made, CompletableFuture<Void> warm) {
    PackedModel model;
    try {
      model = newModel.get();
    } catch (RuntimeException | Error e) {
      made.completeExceptionally(e);
      return;
    }
    try (Lane lane = new Lane(model, slot, meter, nanoClock, batchSize(), planeBytes, actions())) {
      made.complete(null);
      weightsCame.await();
      try {
        lane.warmUp(batchSize());
        warm.complete(null);
      } catch (RuntimeException | Error e) {
        if (slot.newest() != null) {
          breakDown(e);
        }
        warm.completeExceptionally(e);
        return;
      }
      for (List<Waiting> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
        lane.evaluate(batch);
      }
    } catch (BrokenDeviceException e) {
      breakDown(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts a lane", e);
    }
  }
}
