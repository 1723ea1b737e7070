package dev.alphazero.worker.network.torch;

import dev.alphazero.worker.network.torch.HostTensors.HostTensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A call of fixed shapes that is run often: fill the inputs, run, read the outputs. Belongs to its
/// module's thread.
final class TorchProgram implements BatchLadder.Rung {
  private final TorchCalls calls;
  private final MemorySegment pointer;
  private final List<MemorySegment> memory = new ArrayList<>();
  private final int inputs;

  TorchProgram(TorchCalls calls, MemorySegment pointer, List<HostTensor> in, List<HostTensor> out) {
    this.calls = calls;
    this.pointer = pointer;
    inputs = in.size();
    List<HostTensor> tensors = new ArrayList<>(in);
    tensors.addAll(out);
    for (int i = 0; i < tensors.size(); i++) {
      memory.add(calls.memory(pointer, i).reinterpret(tensors.get(i).size()));
    }
  }

  /// Returns an input's host memory, which lives as long as the program.
  @Override
  public MemorySegment input(int i) {
    return memory.get(i);
  }

  @Override
  public MemorySegment output(int i) {
    return memory.get(inputs + i);
  }

  /// Copies the inputs to the device, computes, copies the outputs back, and waits for all that.
  @Override
  public void run() {
    calls.run(pointer);
  }

  /// Returns what it has of the mode that was wanted.
  int mode() {
    return calls.mode(pointer);
  }

  /// Returns why it lacks the rest; empty when it lacks nothing.
  @Override
  public String shortfall() {
    return calls.shortfall(pointer);
  }

  @Override
  public void close() {
    calls.freeProgram(pointer);
  }
}
