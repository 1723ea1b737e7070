package dev.alphazero.worker.network.torch;

import dev.alphazero.worker.network.DeviceAttributes;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.LoadableModel;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Processor;
import dev.alphazero.worker.network.TrainableModel;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import java.util.Collections;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A libtorch of the machine's own on one device: an NVIDIA GPU, or the processor, where it is
/// there to compare with.
public final class TorchEngine implements Engine {
  /// The system property that leaves parts of the fast path out: see `FastPath.without`.
  public static final String WITHOUT = "alphazero.torch.without";

  private static final int PROCESSOR = -1;

  /// Positions that a model for expanded planes evaluates at once.
  private static final int EXPANDED_CAPACITY = 4096;

  private final TorchLibrary library;
  private final int device;
  private final @Nullable CudaDevice cuda;
  private final Consumer<String> log;

  private TorchEngine(
      TorchLibrary library, int device, @Nullable CudaDevice cuda, Consumer<String> log) {
    this.library = library;
    this.device = device;
    this.cuda = cuda;
    this.log = log;
  }

  /// Returns whether this process has loaded a libtorch of the machine's own: then it can have no
  /// other.
  public static boolean isLoaded() {
    return TorchLibrary.isLoaded();
  }

  /// Returns the engine of the machine's processor.
  ///
  /// @throws TorchAbsentException if there is no libtorch
  public static TorchEngine ofProcessor(Consumer<String> log) {
    return new TorchEngine(TorchLibrary.load(System.getenv(), log), PROCESSOR, null, log);
  }

  /// Returns the engine of a GPU.
  ///
  /// @param index of the GPUs that the process may use, from 0
  /// @param log gets what is slower than it could be
  /// @throws TorchAbsentException if there is no libtorch for GPUs, no driver or no such GPU, or
  ///   none that it can compute on
  public static TorchEngine ofGpu(int index, Consumer<String> log) {
    return ofGpu(index, TorchLibrary.load(System.getenv(), log), log);
  }

  static TorchEngine ofGpu(int index, TorchLibrary library, Consumer<String> log) {
    return new TorchEngine(library, index, CudaDevice.require(library, index), log);
  }

  @Override
  public String device() {
    return cuda == null ? "cpu" : "cuda:" + device;
  }

  @Override
  public String processor() {
    return cuda == null ? Processor.here().name() : cuda.name();
  }

  @Override
  public String library() {
    return "libtorch " + library.calls().version() + (cuda == null ? "" : " for CUDA");
  }

  @Override
  public DeviceAttributes attributes() {
    return cuda == null ? DeviceAttributes.PROCESSOR : DeviceAttributes.GPU;
  }

  @Override
  public @Nullable String pciBusId() {
    return cuda == null ? null : cuda.pciBusId();
  }

  /// Returns what is known of the GPU, null on the processor.
  public @Nullable CudaDevice cuda() {
    return cuda;
  }

  @Override
  public void useNativeThreads(int threads) {
    library.calls().threads(threads);
  }

  @Override
  public LoadableModel newModel(NetworkSpec spec, Precision precision) {
    return new TorchModel(this, spec, plainLayout(spec), precision, EXPANDED_CAPACITY);
  }

  /// Of a model whose positions come expanded.
  private static PlaneLayout plainLayout(NetworkSpec spec) {
    return new PlaneLayout(
        spec.height(), spec.width(), Collections.nCopies(spec.planes(), Plane.bits("unused")));
  }

  @Override
  public PackedModel newPackedModel(
      NetworkSpec spec, PlaneLayout layout, Precision precision, int capacity) {
    return new TorchModel(this, spec, layout, precision, capacity);
  }

  @Override
  public TrainableModel newTrainableModel(
      NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    return new TorchTrainingModel(this, spec, precision, settings);
  }

  TorchModule newModule(byte[] archive, boolean urgent) {
    return new TorchModule(library.calls(), archive, device, fastPath().flags(urgent));
  }

  Consumer<String> log() {
    return log;
  }

  FastPath fastPath() {
    return FastPath.without(System.getProperty(WITHOUT, ""));
  }
}
