package dev.alphazero.worker.network.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The GPU of `src/test/torch`: the processor, which keeps CUDA's rules and fails where it is told
/// to. One per process.
final class FakeGpu {
  private static final long MUCH_MEMORY = 4L << 30;
  private static @Nullable FakeGpu loaded;
  private static String absence = "";

  private final TorchLibrary library;
  private final MethodHandle reset;
  private final MethodHandle fail;
  private final MethodHandle unfinished;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private FakeGpu(Map<String, String> environment) {
    library = TorchLibrary.load(environment, log::add);
    Path file = TorchBuild.library(TorchHome.find(environment), environment, log::add);
    SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
    Linker linker = Linker.nativeLinker();
    reset =
        linker.downcallHandle(
            symbols.findOrThrow("fake_gpu_reset"), FunctionDescriptor.ofVoid(JAVA_LONG));
    fail =
        linker.downcallHandle(
            symbols.findOrThrow("fake_gpu_fail"),
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    unfinished =
        linker.downcallHandle(
            symbols.findOrThrow("fake_gpu_unfinished"), FunctionDescriptor.of(JAVA_INT));
  }

  /// Returns it without faults, or leaves the test out where there is no libtorch.
  static synchronized FakeGpu load() {
    if (loaded == null && absence.isEmpty()) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.remove("PYTORCH_LIBRARY_PATH");
      Path source = Path.of("src", "test", "torch", "fake_gpu.cpp");
      environment.put("ALPHAZERO_GPU", source.toAbsolutePath().toString());
      try {
        loaded = new FakeGpu(environment);
      } catch (TorchAbsentException e) {
        absence = String.valueOf(e.getMessage());
      }
    }
    assumeThat(absence).as("a libtorch with headers").isEmpty();
    FakeGpu gpu = Objects.requireNonNull(loaded);
    gpu.reset(MUCH_MEMORY);
    gpu.log.clear();
    return gpu;
  }

  TorchEngine engine() {
    return TorchEngine.ofGpu(0, library, log::add);
  }

  /// Returns what the engine said since the GPU was loaded last.
  List<String> log() {
    return List.copyOf(log);
  }

  void reset(long freeBytes) {
    try {
      reset.invokeExact(freeBytes);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /// Plans one failure.
  ///
  /// @param place `page_locked`, `take_memory`, `begin`, `operator`, `recorded operator`, `end`,
  ///   `copy`, `replay` or `wait`
  /// @param skip how many times it works before
  void fail(String place, int skip, String text) {
    plan(place, skip, false, text);
  }

  /// Plans a failure after which everything fails.
  void breakDown(String place, String text) {
    plan(place, 0, true, text);
  }

  private void plan(String place, int skip, boolean breaks, String text) {
    int forGood = breaks ? 1 : 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment where = arena.allocateFrom(place);
      MemorySegment words = arena.allocateFrom(text);
      fail.invokeExact(where, skip, forGood, words);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /// Returns how many recordings have no end.
  int unfinished() {
    try {
      return (int) unfinished.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
