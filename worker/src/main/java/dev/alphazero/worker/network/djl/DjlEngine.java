package dev.alphazero.worker.network.djl;

import dev.alphazero.worker.network.DeviceAttributes;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.ExpandedModel;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Processor;
import dev.alphazero.worker.planes.PlaneLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The libtorch that comes with the program, on this machine's processor. Each model's operators
/// use one native thread.
public enum DjlEngine implements Engine {
  CPU;

  /// What the library of the program's own is known by in the class path, and in an image.
  private static final String CLASS_PATH = "native/lib/pytorch.properties";

  private static final String IMAGE_FILE = "libdjl_torch.so";

  /// Returns whether the program brings a libtorch: as jars, or unpacked in an image.
  public static boolean isThere() {
    String unpacked = System.getenv("PYTORCH_LIBRARY_PATH");
    return unpacked == null
        ? DjlEngine.class.getClassLoader().getResource(CLASS_PATH) != null
        : Files.exists(Path.of(unpacked, IMAGE_FILE));
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public String processor() {
    return Processor.here().name();
  }

  @Override
  public String library() {
    return "libtorch " + Libtorch.version();
  }

  @Override
  public DeviceAttributes attributes() {
    return DeviceAttributes.PROCESSOR;
  }

  @Override
  public @Nullable String pciBusId() {
    return null;
  }

  @Override
  public void useNativeThreads(int threads) {
    NativeThreads.set(threads);
  }

  @Override
  public InferenceModel newModel(NetworkSpec spec, Precision precision) {
    return new InferenceModel(spec, precision);
  }

  @Override
  public PackedModel newPackedModel(
      NetworkSpec spec, PlaneLayout layout, Precision precision, int capacity) {
    return new ExpandedModel(layout, newModel(spec, precision), capacity);
  }

  @Override
  public TrainingModel newTrainableModel(
      NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    return new TrainingModel(spec, precision, settings);
  }
}
