package dev.alphazero.worker.network.torch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alphazero.worker.network.Engine.BrokenDeviceException;
import dev.alphazero.worker.network.NetworkFixtures;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.network.torch.HostTensors.HostTensor;
import dev.alphazero.worker.network.torchscript.ScriptFixtures;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of failures on a GPU: none outlives its call, but for a broken GPU's.
final class FakeGpuIT {
  private static final byte[] DOUBLING = ScriptFixtures.archive("ops.fake_gpu.compute(x)");
  private static final int ALL = TorchCalls.PINNED | TorchCalls.CAPTURED;
  private static final String SPOILT =
      "CUDA error: operation failed due to a previous error during capture";

  private final FakeGpu gpu = FakeGpu.load();

  @AfterEach
  void noRecordingIsLeftWithoutEnd() {
    assertThat(gpu.unfinished()).isZero();
  }

  @Test
  void aProgramIsRecordedFromPageLockedMemory() {
    try (TorchModule module = module();
        TorchProgram program = program(module, 4)) {
      assertThat(program.mode()).isEqualTo(ALL);
      assertThat(program.shortfall()).isEmpty();
      assertDoubles(program, 4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"take_memory", "begin", "recorded operator", "end"})
  void withoutARecordingItRunsSlowlyAndTheNextHasOne(String place) {
    try (TorchModule module = module()) {
      gpu.fail(place, 0, SPOILT);
      try (TorchProgram program = program(module, 4)) {
        assertThat(program.mode()).isEqualTo(TorchCalls.PINNED);
        assertThat(program.shortfall()).isEqualTo("no CUDA graph: " + SPOILT);
        assertDoubles(program, 4);
        assertThat(gpu.unfinished()).isZero();
      }
      try (TorchProgram next = program(module, 5)) {
        assertThat(next.mode()).isEqualTo(ALL);
        assertDoubles(next, 5);
      }
    }
  }

  @Test
  void withoutPageLockedMemoryThereIsNoRecordingEither() {
    gpu.fail("page_locked", 1, "CUDA error: out of memory");
    try (TorchModule module = module();
        TorchProgram program = program(module, 4)) {
      assertThat(program.mode()).isZero();
      assertThat(program.shortfall())
          .startsWith("no page-locked memory: CUDA error: out of memory; no CUDA graph: ");
      assertDoubles(program, 4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CUDA out of memory. Tried to allocate 20.00 MiB, 4096, true",
    "CUDA error: out of memory, 4096, true",
    "cuDNN error: CUDNN_STATUS_ALLOC_FAILED, 4096, true",
    "cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED, 4096, true",
    "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED, 4096, false",
    "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED, 10, true",
    "GET was unable to find an engine to execute this computation, 10, true",
    "CUDA error: invalid argument, 10, false",
  })
  void wantOfMemoryIsToldByTheWordsAndTheGpu(String text, int freeMebibytes, boolean ofMemory) {
    gpu.reset((long) freeMebibytes << 20);
    for (String place : List.of("operator", "recorded operator")) {
      try (TorchModule module = module()) {
        gpu.fail(place, 0, text);
        if (ofMemory || place.equals("operator")) {
          TorchException e =
              catchThrowableOfType(TorchException.class, () -> program(module, 4).close());
          assertThat(e).as(place).hasMessage(text);
          assertThat(e.isOutOfMemory()).as(place).isEqualTo(ofMemory);
        } else {
          try (TorchProgram program = program(module, 4)) {
            assertThat(program.shortfall()).isEqualTo("no CUDA graph: " + text);
          }
        }
      }
    }
  }

  @Test
  void anErrorOfACallIsToldWithoutTheInterpretersTrace() {
    try (TorchModule module = module();
        TorchProgram program = module.program("run", false, 0, shape(4), shape(4))) {
      gpu.fail("operator", 0, "CUDA error: invalid argument");
      TorchException e = catchThrowableOfType(TorchException.class, program::run);
      assertThat(e).hasMessage("CUDA error: invalid argument");
      assertDoubles(program, 4);
    }
  }

  @Test
  void withoutMemoryForALargeBatchItRunsInParts() {
    NetworkSpec spec = new NetworkSpec(2, 3, 3, 6, 1, 4);
    PlaneLayout layout = new PlaneLayout(3, 3, List.of(Plane.bits("mine"), Plane.bits("theirs")));
    float[] folded =
        Arrays.copyOf(NetworkFixtures.weights(spec, 1), WeightLayout.folded(spec).size());
    try (Arena arena = Arena.ofConfined();
        PackedModel model = gpu.engine().newPackedModel(spec, layout, Precision.FP32, 64)) {
      model.setFoldedWeights(folded);
      MemorySegment planes = arena.allocate(64L * layout.bytes());
      for (long i = 0; i < planes.byteSize(); i++) {
        planes.set(JAVA_BYTE, i, (byte) (31 * i));
      }
      gpu.fail("end", 0, "CUDA out of memory. Tried to allocate 20.00 MiB");
      float[] inParts = outputs(arena, model, spec, planes, 64);
      assertThat(gpu.log())
          .containsExactly(
              "WARNING: the device's memory does not suffice for batches of 64; they run in parts of 32 from now on");
      try (PackedModel other = gpu.engine().newPackedModel(spec, layout, Precision.FP32, 64)) {
        other.setFoldedWeights(folded);
        assertThat(inParts).containsExactly(outputs(arena, other, spec, planes, 64));
      }
    }
  }

  private static float[] outputs(
      Arena arena, PackedModel model, NetworkSpec spec, MemorySegment planes, int n) {
    MemorySegment logits = arena.allocate(JAVA_FLOAT, (long) n * spec.actions() + n);
    MemorySegment values = logits.asSlice((long) n * spec.actions() * Float.BYTES);
    model.evaluate(n, planes, logits, values);
    return logits.toArray(JAVA_FLOAT);
  }

  /// Each new size is tuned on its thread, which waits for the device.
  @Test
  void lanesThatPrepareAtTheSameTimeSpoilNoRecording() throws InterruptedException {
    ConcurrentLinkedQueue<String> shortfalls = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> lanes = new ArrayList<>();
    for (int lane = 0; lane < 3; lane++) {
      lanes.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((_, e) -> failures.add(e))
              .start(
                  () -> {
                    for (int n = 1; n <= 200; n++) {
                      try (TorchModule module = module();
                          TorchProgram program = program(module, n)) {
                        shortfalls.add(program.shortfall());
                        module.call(
                            "run",
                            List.of(HostTensor.floats(program.input(0), n)),
                            List.of(HostTensor.floats(program.output(0), n)));
                        assertDoubles(program, n);
                      }
                    }
                  }));
    }
    for (Thread lane : lanes) {
      lane.join();
    }
    assertThat(failures).isEmpty();
    assertThat(shortfalls).hasSize(600).allMatch(String::isEmpty);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "copy", "wait"})
  void aBrokenGpuFailsCallsAndEndsNothing(String place) {
    try (TorchModule module = module();
        TorchProgram program = program(module, 4)) {
      gpu.breakDown(place, "CUDA error: out of memory, or so it says");
      for (int i = 0; i < 2; i++) {
        BrokenDeviceException e = catchThrowableOfType(BrokenDeviceException.class, program::run);
        assertThat(e).hasMessageEndingWith("the GPU serves this process no more: start it again");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"page_locked", "operator", "begin", "recorded operator", "end", "wait"})
  void aGpuThatBreaksWhileAProgramIsPreparedFailsIt(String place) {
    try (TorchModule module = module()) {
      gpu.breakDown(place, SPOILT);
      BrokenDeviceException e =
          catchThrowableOfType(BrokenDeviceException.class, () -> program(module, 4).close());
      assertThat(e).hasMessageContaining("the GPU serves this process no more");
    }
  }

  private TorchModule module() {
    return gpu.engine().newModule(DOUBLING, true);
  }

  private static TorchProgram program(TorchModule module, int n) {
    return module.program("run", false, ALL, shape(n), shape(n));
  }

  private static List<HostTensor> shape(int n) {
    return List.of(HostTensor.floats(n));
  }

  private static void assertDoubles(TorchProgram program, int n) {
    for (int i = 0; i < n; i++) {
      program.input(0).setAtIndex(JAVA_FLOAT, i, i + 1);
    }
    program.run();
    for (int i = 0; i < n; i++) {
      assertThat(program.output(0).getAtIndex(JAVA_FLOAT, i)).isEqualTo(2f * (i + 1));
    }
  }
}
