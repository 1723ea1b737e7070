package dev.alphazero.worker.machine;

import dev.alphazero.worker.network.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One thread per core. What a task makes on a thread, that thread owns: native models never change
/// threads.
///
/// A network on the same core as its search has nothing to overlap with, so there is one thread per
/// core, each with one intra-op thread.
public final class WorkerThreads implements AutoCloseable {
  /// Work for one of the threads.
  @FunctionalInterface
  public interface Task<R> {
    /// @param thread index of the thread, in [0, size)
    R run(int thread) throws Exception;
  }

  private final List<ExecutorService> threads = new ArrayList<>();

  public WorkerThreads(int size) {
    this(size, "worker");
  }

  public WorkerThreads(int size, String names) {
    for (int i = 0; i < size; i++) {
      String name = names + "-" + i;
      threads.add(
          Executors.newSingleThreadExecutor(
              task -> {
                Thread thread = new Thread(null, task, name, Model.STACK_BYTES);
                thread.setDaemon(true);
                return thread;
              }));
    }
  }

  public static WorkerThreads onePerCore() {
    return new WorkerThreads(Runtime.getRuntime().availableProcessors());
  }

  public int size() {
    return threads.size();
  }

  /// Starts a task on every thread.
  public <R> List<Future<R>> start(Task<R> task) {
    return start(size(), task);
  }

  private <R> List<Future<R>> start(int count, Task<R> task) {
    List<Future<R>> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int thread = i;
      results.add(threads.get(i).submit(() -> task.run(thread)));
    }
    return results;
  }

  /// Runs a task on every thread and returns the results in the order of threads.
  public <R> List<R> all(Task<R> task) {
    return first(size(), task);
  }

  /// Runs a task on the first threads and returns the results in their order. All have ended when
  /// this returns or throws: what they share may be freed.
  public <R> List<R> first(int count, Task<R> task) {
    List<Future<R>> results = start(count, task);
    results.forEach(WorkerThreads::awaitEnd);
    return results.stream().map(WorkerThreads::join).toList();
  }

  /// Waits, also when interrupted: native code cannot be stopped, and must not lose its memory.
  public static void awaitEnd(Future<?> future) {
    boolean interrupted = false;
    while (!future.isDone()) {
      try {
        future.get();
      } catch (ExecutionException e) {
        break; // `join` throws it
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for a result.
  public static <R> R join(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a worker thread", e);
    }
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdown);
  }
}
