package dev.alphazero.worker.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.alphazero.worker.network.FoldedWeights;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.NetworkSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// An exported graph, as text to read, and the checksum of the file. Rewrite with
/// `-Dgolden.update=true`.
final class OnnxSourceTest {
  private static final NetworkSpec SPEC = new NetworkSpec(3, 6, 7, 7, 1, 32);
  private static final Path GOLDEN = Path.of("src/test/resources/golden/network/onnx.txt");

  @Test
  void graph() throws Exception {
    byte[] file =
        OnnxExport.of(SPEC, FoldedWeights.of(SPEC, InitialWeights.of(SPEC, 1)), Map.of("a", "b"));
    String actual = text(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(GOLDEN));
  }

  /// Reads the fields of `onnx.proto` by their numbers: a node's inputs, output, operator and
  /// attributes are 1, 2, 4 and 5, a tensor's dimensions and name 1 and 8.
  private static String text(byte[] file) throws Exception {
    UnknownFieldSet model = UnknownFieldSet.parseFrom(file);
    UnknownFieldSet graph = messages(model, 7).getFirst();
    StringBuilder text = new StringBuilder();
    for (UnknownFieldSet node : messages(graph, 1)) {
      text.append("%s = %s(%s)".formatted(string(node, 2), string(node, 4), string(node, 1)));
      for (UnknownFieldSet attribute : messages(node, 5)) {
        UnknownFieldSet.Field one = attribute.getField(3);
        List<Long> value =
            (one.getVarintList().isEmpty() ? attribute.getField(8) : one).getVarintList();
        text.append(" %s=%s".formatted(string(attribute, 1), value));
      }
      text.append('\n');
    }
    text.append('\n');
    for (UnknownFieldSet tensor : messages(graph, 5)) {
      text.append("%s %s\n".formatted(string(tensor, 8), tensor.getField(1).getVarintList()));
    }
    byte[] checksum = MessageDigest.getInstance("SHA-256").digest(file);
    return text.append("\nsha256 ")
        .append(HexFormat.of().formatHex(checksum))
        .append('\n')
        .toString();
  }

  private static List<UnknownFieldSet> messages(UnknownFieldSet in, int field) throws Exception {
    List<UnknownFieldSet> messages = new ArrayList<>();
    for (ByteString bytes : in.getField(field).getLengthDelimitedList()) {
      messages.add(UnknownFieldSet.parseFrom(bytes));
    }
    return messages;
  }

  private static String string(UnknownFieldSet in, int field) {
    return in.getField(field).getLengthDelimitedList().stream()
        .map(ByteString::toStringUtf8)
        .collect(Collectors.joining(", "));
  }
}
