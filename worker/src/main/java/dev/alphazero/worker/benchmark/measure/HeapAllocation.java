package dev.alphazero.worker.benchmark.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What all threads of this process allocate on the heap.
public final class HeapAllocation {
  private HeapAllocation() {}

  /// Returns the bytes so far; their difference is what was allocated between two looks, whatever
  /// the collector did. NaN where the JVM does not say.
  public static double bytes() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        ? threads.getTotalThreadAllocatedBytes()
        : Double.NaN;
  }
}
