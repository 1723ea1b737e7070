package dev.alphazero.worker.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// The functions of NVML by their names, a method per signature. All but one return a status; of a
/// function that an older driver lacks it is `FUNCTION_NOT_FOUND`. Thread-safe.
final class NvmlCalls {
  private static final long LONGEST_TEXT = 256;

  private static final MethodHandle NOTHING = handle(FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle A = handle(FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle IA = handle(FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle AI = handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle AA = handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle AIA =
      handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  private static final MethodHandle AAI =
      handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle AAA =
      handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle TEXT = handle(FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private final SymbolLookup symbols;

  /// Addresses that were found, NULL for functions that are not there.
  private final Map<String, MemorySegment> addresses = new ConcurrentHashMap<>();

  NvmlCalls(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  private static MethodHandle handle(FunctionDescriptor signature) {
    return Linker.nativeLinker().downcallHandle(signature);
  }

  int call(String function) {
    MemorySegment address = address(function);
    return isMissing(address) ? missing() : invoke(() -> (int) NOTHING.invokeExact(address));
  }

  int call(String function, MemorySegment a) {
    MemorySegment address = address(function);
    return isMissing(address) ? missing() : invoke(() -> (int) A.invokeExact(address, a));
  }

  int call(String function, int a, MemorySegment b) {
    MemorySegment address = address(function);
    return isMissing(address) ? missing() : invoke(() -> (int) IA.invokeExact(address, a, b));
  }

  int call(String function, MemorySegment a, int b) {
    MemorySegment address = address(function);
    return isMissing(address) ? missing() : invoke(() -> (int) AI.invokeExact(address, a, b));
  }

  int call(String function, MemorySegment a, MemorySegment b) {
    MemorySegment address = address(function);
    return isMissing(address) ? missing() : invoke(() -> (int) AA.invokeExact(address, a, b));
  }

  int call(String function, MemorySegment a, int b, MemorySegment c) {
    MemorySegment address = address(function);
    return isMissing(address) ? missing() : invoke(() -> (int) AIA.invokeExact(address, a, b, c));
  }

  int call(String function, MemorySegment a, MemorySegment b, int c) {
    MemorySegment address = address(function);
    return isMissing(address) ? missing() : invoke(() -> (int) AAI.invokeExact(address, a, b, c));
  }

  int call(String function, MemorySegment a, MemorySegment b, MemorySegment c) {
    MemorySegment address = address(function);
    return isMissing(address) ? missing() : invoke(() -> (int) AAA.invokeExact(address, a, b, c));
  }

  /// Returns what a function writes, or empty where the card or the driver does not have it.
  ///
  /// @param ask calls the function with memory of that layout and returns its status
  /// @throws NvmlException if the driver cannot answer
  <T> Optional<T> ask(
      String function,
      MemoryLayout layout,
      ToIntFunction<MemorySegment> ask,
      Function<MemorySegment, T> read) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(layout);
      int status = ask.applyAsInt(out);
      if (NvmlStatus.isAbsence(status)) {
        return Optional.empty();
      }
      check(function, status);
      return Optional.of(read.apply(out));
    }
  }

  /// @throws NvmlException if it is not success
  void check(String function, int status) {
    if (status != NvmlStatus.SUCCESS) {
      throw new NvmlException(function, status, text(status));
    }
  }

  /// Returns a status in NVML's words, for example `Driver/library version mismatch (18)`.
  String text(int status) {
    MemorySegment address = address("nvmlErrorString");
    String words =
        isMissing(address)
            ? "NVML error"
            : invoke(
                () ->
                    ((MemorySegment) TEXT.invokeExact(address, status))
                        .reinterpret(LONGEST_TEXT)
                        .getString(0));
    return "%s (%d)".formatted(words, status);
  }

  private MemorySegment address(String function) {
    return addresses.computeIfAbsent(
        function, name -> symbols.find(name).orElse(MemorySegment.NULL));
  }

  private static boolean isMissing(MemorySegment address) {
    return address.address() == 0;
  }

  private static int missing() {
    return NvmlStatus.FUNCTION_NOT_FOUND;
  }

  private interface Invocation<T> {
    T invoke() throws Throwable; // as method handles say
  }

  private static <T> T invoke(Invocation<T> invocation) {
    try {
      return invocation.invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of NVML failed", e);
    }
  }
}
