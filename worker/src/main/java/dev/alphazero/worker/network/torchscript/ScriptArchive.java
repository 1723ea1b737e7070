package dev.alphazero.worker.network.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A TorchScript archive of one module: an uncompressed zip that libtorch and PyTorch load.
///
/// | entry | content |
/// |---|---|
/// | `network/version` | `3` |
/// | `network/byteorder` | `little` |
/// | `network/constants.pkl` | pickle of the empty tuple |
/// | `network/data.pkl` | pickle of the module: its attributes by name |
/// | `network/data/I` | the I-th tensor, little-endian FP32 |
/// | `network/code/__torch__.py` | the class, with its methods as source |
/// | `network/extra/NAME` | a text for whoever loads the archive, which libtorch does not read by itself |
final class ScriptArchive {
  /// What methods call the type of `self`.
  static final String TYPE = "__torch__.Network";

  @SuppressWarnings("ArrayRecordComponent") // written once
  private record Tensor(String name, List<Integer> shape, float[] numbers) {}

  private final List<Tensor> tensors = new ArrayList<>();
  private final Map<String, String> extraFiles = new LinkedHashMap<>();
  private final StringBuilder methods = new StringBuilder();

  /// Adds an attribute of the module.
  ScriptArchive tensor(String name, List<Integer> shape, float[] numbers) {
    tensors.add(new Tensor(name, shape, numbers));
    return this;
  }

  /// Adds an attribute that a method of the module fills later.
  ScriptArchive placeholder(String name) {
    return tensor(name, List.of(1), new float[1]);
  }

  /// Adds an attribute of zeros.
  ScriptArchive zeros(String name, int size) {
    return tensor(name, List.of(size), new float[size]);
  }

  /// Adds a text under a name.
  ScriptArchive extraFile(String name, String text) {
    extraFiles.put(name, text);
    return this;
  }

  /// Adds the source of methods, indented by two spaces.
  ScriptArchive methods(String source) {
    methods.append(source);
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "data.pkl", module());
      put(zip, "code/__torch__.py", source().getBytes(UTF_8));
      put(zip, "constants.pkl", new Pickle().emptyTuple().stop());
      for (int i = 0; i < tensors.size(); i++) {
        put(zip, "data/" + i, littleEndian(tensors.get(i).numbers()));
      }
      for (Map.Entry<String, String> extra : extraFiles.entrySet()) {
        put(zip, "extra/" + extra.getKey(), extra.getValue().getBytes(UTF_8));
      }
      put(zip, "byteorder", "little".getBytes(UTF_8));
      put(zip, "version", "3\n".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private String source() {
    StringBuilder source = new StringBuilder();
    source.append("class Network(Module):\n");
    source.append("  __parameters__ = []\n");
    source.append("  __buffers__ = []\n");
    for (Tensor tensor : tensors) {
      source.append("  ").append(tensor.name()).append(" : Tensor\n");
    }
    source.append("  training : bool\n");
    return source.append(methods).toString();
  }

  private byte[] module() {
    Pickle pickle = new Pickle();
    pickle.global("__torch__", "Network").emptyTuple().newObject();
    pickle.emptyDict().mark();
    for (int i = 0; i < tensors.size(); i++) {
      attribute(pickle, tensors.get(i), i);
    }
    pickle.string("training").bool(false);
    return pickle.setItems().build().stop();
  }

  /// name, then `_rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks)`, where
  /// storage is the persistent id `("storage", type, key, device, numbers)`.
  private static void attribute(Pickle pickle, Tensor tensor, int key) {
    pickle.string(tensor.name());
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle.mark().string("storage").global("torch", "FloatStorage");
    pickle.string(Integer.toString(key)).string("cpu").integer(tensor.numbers().length).tuple();
    pickle.persistentId();
    pickle.integer(0).integers(tensor.shape()).integers(strides(tensor.shape())).bool(false);
    pickle.global("collections", "OrderedDict").emptyTuple().reduce();
    pickle.tuple().reduce();
  }

  private static List<Integer> strides(List<Integer> shape) {
    List<Integer> strides = new ArrayList<>();
    int stride = 1;
    for (int dimension : shape.reversed()) {
      strides.addFirst(stride);
      stride *= dimension;
    }
    return strides;
  }

  private static byte[] littleEndian(float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(numbers.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes.array();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry("network/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
