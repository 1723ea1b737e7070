package dev.alphazero.worker.wire.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.WeightsHeader;
import dev.alphazero.protocol.v1.WeightsMessage;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.wire.weights.WeightsAssembly.BrokenException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class WeightsAssemblyTest {
  private static final float[] FLAT = {1, -2.5f, 0, Float.MIN_VALUE};
  private static final ByteString BYTES = WeightBytes.chunk(FLAT, 0);

  @Test
  void chunksOfAnySizeMakeAVersion() throws Exception {
    WeightsAssembly assembly = new WeightsAssembly(4, 6);
    assertThat(assembly.add(header(7, 4, WeightBytes.sha256(FLAT)))).isNull();
    assertThat(assembly.add(chunk(BYTES.substring(0, 4)))).isNull();
    Weights received = Objects.requireNonNull(assembly.add(chunk(BYTES.substring(4))));
    assertThat(received.flat()).containsExactly(FLAT);
    assertThat(received.version().packed()).isEqualTo(7);
  }

  static List<Arguments> broken() {
    ByteString sum = WeightBytes.sha256(FLAT);
    ByteString nan = WeightBytes.chunk(new float[] {0, 0, Float.NaN, 0}, 0);
    ByteString nanSum = WeightBytes.sha256(new float[] {0, 0, Float.NaN, 0});
    return List.of(
        arguments("a message must have a kind", List.of(WeightsMessage.getDefaultInstance())),
        arguments("a header must come before its chunks", List.of(chunk(BYTES))),
        arguments("floats must be 4, floats=5", List.of(header(7, 5, sum))),
        arguments("floats must be 4, floats=-1", List.of(header(7, -1, sum))),
        arguments("sha256 must have 32 bytes, found 31", List.of(header(7, 4, sum.substring(1)))),
        arguments("a version must be newer than 6, version=6", List.of(header(6, 4, sum))),
        arguments("a version must be newer than 6, version=-1", List.of(header(-1, 4, sum))),
        arguments(
            "a version must be complete before the next one begins, floats=1",
            List.of(header(7, 4, sum), chunk(BYTES.substring(0, 4)), header(8, 4, sum))),
        arguments(
            "a chunk must have whole floats, at most 1 MiB and no more than are missing, bytes=0",
            List.of(header(7, 4, sum), chunk(ByteString.EMPTY))),
        arguments(
            "a chunk must have whole floats, at most 1 MiB and no more than are missing, bytes=5",
            List.of(header(7, 4, sum), chunk(BYTES.substring(0, 5)))),
        arguments(
            "a chunk must have whole floats, at most 1 MiB and no more than are missing, bytes=20",
            List.of(header(7, 4, sum), chunk(BYTES.concat(BYTES.substring(0, 4))))),
        arguments(
            "the weights must have the header's checksum",
            List.of(header(7, 4, nanSum), chunk(BYTES))),
        arguments("weights must be finite, index=2", List.of(header(7, 4, nanSum), chunk(nan))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenRuleIsNamed(String rule, List<WeightsMessage> messages) {
    WeightsAssembly assembly = new WeightsAssembly(4, 6);
    assertThatThrownBy(
            () -> {
              for (WeightsMessage message : messages) {
                assertThat(assembly.add(message)).isNull();
              }
            })
        .isInstanceOf(BrokenException.class)
        .hasMessage(rule);
  }

  private static WeightsMessage header(long version, long floats, ByteString sha256) {
    return WeightsMessage.newBuilder()
        .setHeader(
            WeightsHeader.newBuilder().setVersion(version).setFloats(floats).setSha256(sha256))
        .build();
  }

  private static WeightsMessage chunk(ByteString bytes) {
    return WeightsMessage.newBuilder().setChunk(bytes).build();
  }
}
