package dev.alphazero.worker.network.torch;

import dev.alphazero.worker.network.torch.HostTensors.HostTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// A TorchScript module on a device. Made, used and closed by one thread, as are its programs,
/// which are closed before it.
final class TorchModule implements AutoCloseable {
  private final Thread owner = Thread.currentThread();
  private final TorchCalls calls;
  private final MemorySegment pointer;

  /// @param device number of a GPU, -1 for the processor
  /// @param flags of `TorchCalls.URGENT` and `TorchCalls.TUNED`; the processor has no use for them
  TorchModule(TorchCalls calls, byte[] archive, int device, int flags) {
    this.calls = calls;
    if (owner.isVirtual()) {
      throw new IllegalStateException(
          "models run on platform threads only: a call pins its thread");
    }
    calls.threads(1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(archive.length);
      MemorySegment.copy(archive, 0, copy, ValueLayout.JAVA_BYTE, 0, archive.length);
      pointer = calls.module(copy, device, flags);
    }
  }

  void requireOwner() {
    Thread caller = Thread.currentThread();
    if (!caller.equals(owner)) {
      throw new IllegalStateException(
          "a model belongs to the thread that made it, owner=%s, caller=%s"
              .formatted(owner.getName(), caller.getName()));
    }
  }

  /// Calls a method with copies of `in` and room for `out`, and waits for the end.
  void call(String method, List<HostTensor> in, List<HostTensor> out) {
    call(method, false, in, out);
  }

  /// @param gradients whether operators are recorded for automatic differentiation
  void call(String method, boolean gradients, List<HostTensor> in, List<HostTensor> out) {
    requireOwner();
    try (Arena arena = Arena.ofConfined()) {
      calls.call(
          pointer,
          arena.allocateFrom(method),
          gradients,
          HostTensors.write(arena, in),
          in.size(),
          HostTensors.write(arena, out),
          out.size());
    }
  }

  /// Prepares a call of fixed shapes.
  ///
  /// @param wanted of `TorchCalls.PINNED` and `TorchCalls.CAPTURED`
  TorchProgram program(
      String method, boolean gradients, int wanted, List<HostTensor> in, List<HostTensor> out) {
    requireOwner();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment program =
          calls.program(
              pointer,
              arena.allocateFrom(method),
              gradients,
              wanted,
              HostTensors.write(arena, in),
              in.size(),
              HostTensors.write(arena, out),
              out.size());
      return new TorchProgram(calls, program, in, out);
    }
  }

  @Override
  public void close() {
    requireOwner();
    calls.freeModule(pointer);
  }
}
