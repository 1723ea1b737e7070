package dev.alphazero.worker.network.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alphazero.worker.network.Engine.BrokenDeviceException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The functions of the C++ library, one method each; `abi.h` says what they do.
final class TorchCalls {
  /// What `abi.h` and this class agree on.
  static final int ABI_VERSION = 2;

  private static final int OUT_OF_DEVICE_MEMORY = -2;
  private static final int BROKEN = -3;

  static final int URGENT = 1;
  static final int TUNED = 2;
  static final int PINNED = 1;
  static final int CAPTURED = 2;

  /// libtorch's errors may carry long reports.
  private static final long MOST_TEXT = 1 << 20;

  private static final Linker LINKER = Linker.nativeLinker();

  private final MethodHandle error;
  private final MethodHandle failure;
  private final MethodHandle version;
  private final MethodHandle hasCuda;
  private final MethodHandle devices;
  private final MethodHandle device;
  private final MethodHandle tryDevice;
  private final MethodHandle threads;
  private final MethodHandle module;
  private final MethodHandle freeModule;
  private final MethodHandle call;
  private final MethodHandle program;
  private final MethodHandle freeProgram;
  private final MethodHandle memory;
  private final MethodHandle mode;
  private final MethodHandle shortfall;
  private final MethodHandle run;

  /// @throws IllegalArgumentException if the library lacks a function or is of another version
  TorchCalls(SymbolLookup symbols) {
    MethodHandle abi = handle(symbols, "abi_version", FunctionDescriptor.of(JAVA_INT));
    int found = of(() -> (int) abi.invokeExact());
    if (found != ABI_VERSION) {
      throw new IllegalArgumentException(
          "the library must have the interface version %d, version=%d"
              .formatted(ABI_VERSION, found));
    }
    error = handle(symbols, "error", FunctionDescriptor.of(ADDRESS));
    failure = handle(symbols, "failure", FunctionDescriptor.of(JAVA_INT));
    version = handle(symbols, "version", FunctionDescriptor.of(ADDRESS));
    hasCuda = handle(symbols, "has_cuda", FunctionDescriptor.of(JAVA_INT));
    devices = handle(symbols, "devices", FunctionDescriptor.of(JAVA_INT));
    device = handle(symbols, "device", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    tryDevice = handle(symbols, "try", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    threads = handle(symbols, "threads", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    module =
        handle(
            symbols,
            "module",
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT));
    freeModule = handle(symbols, "free_module", FunctionDescriptor.ofVoid(ADDRESS));
    call =
        handle(
            symbols,
            "call",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    program =
        handle(
            symbols,
            "program",
            FunctionDescriptor.of(
                ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS,
                JAVA_INT));
    freeProgram = handle(symbols, "free_program", FunctionDescriptor.ofVoid(ADDRESS));
    memory = handle(symbols, "memory", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    mode = handle(symbols, "mode", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    shortfall = handle(symbols, "shortfall", FunctionDescriptor.of(ADDRESS, ADDRESS));
    run = handle(symbols, "run", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  }

  private static MethodHandle handle(
      SymbolLookup symbols, String function, FunctionDescriptor signature) {
    String name = "alphazero_torch_" + function;
    MemorySegment address =
        symbols
            .find(name)
            .orElseThrow(
                () -> new IllegalArgumentException("the library must have the function " + name));
    return LINKER.downcallHandle(address, signature);
  }

  String version() {
    return of(() -> text((MemorySegment) version.invokeExact()));
  }

  boolean hasCuda() {
    return of(() -> (int) hasCuda.invokeExact()) != 0;
  }

  /// @throws TorchException if CUDA cannot say
  int devices() {
    return checked(of(() -> (int) devices.invokeExact()));
  }

  void device(int index, MemorySegment facts) {
    checked(of(() -> (int) device.invokeExact(index, facts)));
  }

  /// @throws TorchException if the device cannot compute
  void tryDevice(int index) {
    checked(of(() -> (int) tryDevice.invokeExact(index)));
  }

  void threads(int count) {
    checked(of(() -> (int) threads.invokeExact(count)));
  }

  MemorySegment module(MemorySegment archive, int device, int flags) {
    long bytes = archive.byteSize();
    return checked(of(() -> (MemorySegment) module.invokeExact(archive, bytes, device, flags)));
  }

  void freeModule(MemorySegment pointer) {
    of(
        () -> {
          freeModule.invokeExact(pointer);
          return 0;
        });
  }

  void call(
      MemorySegment pointer,
      MemorySegment method,
      boolean gradients,
      MemorySegment in,
      int ins,
      MemorySegment out,
      int outs) {
    int recorded = gradients ? 1 : 0;
    checked(of(() -> (int) call.invokeExact(pointer, method, recorded, in, ins, out, outs)));
  }

  MemorySegment program(
      MemorySegment pointer,
      MemorySegment method,
      boolean gradients,
      int wanted,
      MemorySegment in,
      int ins,
      MemorySegment out,
      int outs) {
    int recorded = gradients ? 1 : 0;
    return checked(
        of(
            () ->
                (MemorySegment)
                    program.invokeExact(pointer, method, recorded, wanted, in, ins, out, outs)));
  }

  void freeProgram(MemorySegment pointer) {
    of(
        () -> {
          freeProgram.invokeExact(pointer);
          return 0;
        });
  }

  MemorySegment memory(MemorySegment pointer, int tensor) {
    return of(() -> (MemorySegment) memory.invokeExact(pointer, tensor));
  }

  int mode(MemorySegment pointer) {
    return of(() -> (int) mode.invokeExact(pointer));
  }

  String shortfall(MemorySegment pointer) {
    return of(() -> text((MemorySegment) shortfall.invokeExact(pointer)));
  }

  void run(MemorySegment pointer) {
    checked(of(() -> (int) run.invokeExact(pointer)));
  }

  private int checked(int status) {
    if (status < 0) {
      throw failure();
    }
    return status;
  }

  private MemorySegment checked(MemorySegment pointer) {
    if (pointer.equals(MemorySegment.NULL)) {
      throw failure();
    }
    return pointer;
  }

  private RuntimeException failure() {
    String reason = of(() -> text((MemorySegment) error.invokeExact()));
    int status = of(() -> (int) failure.invokeExact());
    return status == BROKEN
        ? new BrokenDeviceException(reason)
        : new TorchException(reason, status == OUT_OF_DEVICE_MEMORY);
  }

  private static String text(MemorySegment characters) {
    return characters.reinterpret(MOST_TEXT).getString(0);
  }

  /// A call of the library.
  private interface Call<R> {
    R run() throws Throwable;
  }

  /// C++ throws nothing across the boundary; what comes is about the arguments, for example memory
  /// that is freed.
  private static <R> R of(Call<R> call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the library for libtorch failed", e);
    }
  }
}
