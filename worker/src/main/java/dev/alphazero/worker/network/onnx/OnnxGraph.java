package dev.alphazero.worker.network.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// An ONNX model under construction. Field numbers are those of `onnx.proto`.
final class OnnxGraph {
  /// The oldest versions that have all operators used here.
  private static final int IR_VERSION = 8;

  private static final int OPSET_VERSION = 17;

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int ATTRIBUTE_INT = 2;
  private static final int ATTRIBUTE_INTS = 7;

  /// A named attribute of a node.
  record Attribute(String name, List<Integer> values, boolean list) {
    static Attribute of(String name, int value) {
      return new Attribute(name, List.of(value), false);
    }

    static Attribute list(String name, int... values) {
      return new Attribute(name, Arrays.stream(values).boxed().toList(), true);
    }

    private Message message() {
      Message message = new Message().text(1, name);
      for (int value : values) {
        message.number(list ? 8 : 3, value);
      }
      return message.number(20, list ? ATTRIBUTE_INTS : ATTRIBUTE_INT);
    }
  }

  private final Message graph;
  private final Message properties = new Message();

  OnnxGraph(String name) {
    graph = new Message().text(2, name);
  }

  /// Adds an operator with one output.
  void node(String operator, String output, List<String> inputs, Attribute... attributes) {
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(3, output).text(4, operator);
    for (Attribute attribute : attributes) {
      node.message(5, attribute.message());
    }
    graph.message(1, node);
  }

  /// Adds a constant tensor of FP32 numbers.
  void floats(String name, List<Integer> shape, float[] flat, int from, int size) {
    byte[] raw = new byte[size * Float.BYTES];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(flat, from, size);
    tensor(name, FLOAT, shape, raw);
  }

  /// Adds a constant vector of integers.
  void integers(String name, List<Long> values) {
    ByteBuffer raw = ByteBuffer.allocate(values.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(raw::putLong);
    tensor(name, INT64, List.of(values.size()), raw.array());
  }

  private void tensor(String name, int type, List<Integer> shape, byte[] raw) {
    Message tensor = new Message();
    shape.forEach(dimension -> tensor.number(1, dimension));
    graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
  }

  /// Declares an input of FP32 numbers, `[n, dimensions...]`.
  void input(String name, int... dimensions) {
    graph.message(11, value(name, dimensions));
  }

  /// Declares an output of FP32 numbers, `[n, dimensions...]`.
  void output(String name, int... dimensions) {
    graph.message(12, value(name, dimensions));
  }

  private static Message value(String name, int... dimensions) {
    Message shape = new Message().message(1, new Message().text(2, "n"));
    for (int dimension : dimensions) {
      shape.message(1, new Message().number(1, dimension));
    }
    Message tensor = new Message().number(1, FLOAT).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /// Adds a property of the model, for people and programs that read the file.
  void property(String key, String value) {
    properties.message(14, new Message().text(1, key).text(2, value));
  }

  /// Returns the file.
  byte[] model(String producer) {
    Message opset = new Message().text(1, "").number(2, OPSET_VERSION);
    return new Message()
        .number(1, IR_VERSION)
        .text(2, producer)
        .message(7, graph)
        .message(8, opset)
        .fields(properties)
        .toBytes();
  }
}
