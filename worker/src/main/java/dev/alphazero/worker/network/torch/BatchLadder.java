package dev.alphazero.worker.network.torch;

import dev.alphazero.worker.network.BatchSizes;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Evaluates batches of any size by programs of the sizes of `BatchSizes`, from 8 on. A batch runs
/// in the smallest program that holds it; what is left of that is computed in vain.
///
/// When the device's memory does not suffice for a size, the ladder ends below it from then on, and
/// larger batches run in parts.
final class BatchLadder implements AutoCloseable {
  private static final int SMALLEST = 8;

  /// A program of one size: one input, two outputs.
  interface Rung extends AutoCloseable {
    /// Returns the input's memory.
    MemorySegment input(int i);

    MemorySegment output(int i);

    void run();

    /// Returns why it is slower than it could be; empty when it is not.
    String shortfall();

    @Override
    void close();
  }

  private final IntFunction<? extends Rung> newProgram;
  private final Consumer<String> log;
  private final TreeMap<Integer, Rung> programs = new TreeMap<>();
  private int largest;
  private boolean toldShortfall;

  /// @param newProgram of one input `[size, ...]` and two outputs `[size, ...]`
  /// @param capacity most rows of a batch
  /// @param log gets what a program lacks, once
  BatchLadder(IntFunction<? extends Rung> newProgram, int capacity, Consumer<String> log) {
    this.newProgram = newProgram;
    this.log = log;
    largest = capacity;
  }

  /// Returns the smallest size of at least n rows, `largest` if there is none.
  static int size(int n, int largest) {
    return Math.min(Math.max(SMALLEST, BatchSizes.holding(n, largest)), largest);
  }

  /// Evaluates n rows.
  ///
  /// @param in bytes of `[n, ...]`
  /// @param first receives the first output's bytes
  /// @param second receives the second output's bytes
  void run(int n, MemorySegment in, MemorySegment first, MemorySegment second) {
    int done = 0;
    while (done < n) {
      int size = size(n - done, largest);
      Rung program = program(size);
      if (program == null) {
        continue; // with a shorter ladder
      }
      int rows = Math.min(n - done, size);
      MemorySegment input = program.input(0);
      long inBytes = input.byteSize() / size;
      MemorySegment.copy(in, done * inBytes, input, 0, rows * inBytes);
      program.run();
      copyRows(program.output(0), size, rows, first, done);
      copyRows(program.output(1), size, rows, second, done);
      done += rows;
    }
  }

  private static void copyRows(
      MemorySegment from, int size, int rows, MemorySegment to, int firstRow) {
    long bytes = from.byteSize() / size;
    MemorySegment.copy(from, 0, to, firstRow * bytes, rows * bytes);
  }

  /// Returns the program of a size; null if the device's memory does not suffice, when the ladder
  /// has become shorter.
  private @Nullable Rung program(int size) {
    Rung known = programs.get(size);
    if (known != null) {
      return known;
    }
    try {
      Rung made = newProgram.apply(size);
      programs.put(size, made);
      if (!made.shortfall().isEmpty() && !toldShortfall) {
        toldShortfall = true;
        log.accept("WARNING: slower than it could be: " + made.shortfall());
      }
      return made;
    } catch (TorchException e) {
      if (!e.isOutOfMemory() || size <= SMALLEST) {
        throw e;
      }
      largest = Math.max(SMALLEST, Integer.highestOneBit(size - 1));
      log.accept(
          "WARNING: the device's memory does not suffice for batches of %d; they run in parts of %d from now on"
              .formatted(size, largest));
      return null;
    }
  }

  /// Returns the sizes there are programs for.
  List<Integer> sizes() {
    return List.copyOf(programs.keySet());
  }

  @Override
  public void close() {
    programs.values().forEach(Rung::close);
  }
}
