package dev.alphazero.operator.gpu;

import dev.alphazero.crd.resolve.Hardware.Gpu;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// GPUs of the clouds' machines, for nodes whose only label is their type. Types with a fraction of
/// a GPU are left out: what they have is not known, and counts as small.
final class InstanceTypes {
  private static final List<Row> ROWS =
      List.of(
          row("p3dn\\..*", "v100-32gb"),
          row("p3\\..*", "v100"),
          row("p4de\\..*", "a100-80gb"),
          row("p4d\\..*", "a100-40gb"),
          row("p5\\..*", "h100"),
          row("p5en?\\..*", "h200"),
          row("p6-b200\\..*", "b200"),
          row("p6-b300\\..*", "b300"),
          row("g4dn\\..*", "t4"),
          row("g5\\..*", "a10g"),
          row("(?:g6|gr6)\\..*", "l4"),
          row("g6e\\..*", "l40s"),
          row("a2-(?:high|mega)gpu-.*", "a100-40gb"),
          row("a2-ultragpu-.*", "a100-80gb"),
          row("a3-(?:high|mega|edge)gpu-.*", "h100-80gb"),
          row("a3-ultragpu-.*", "h200-141gb"),
          row("a4-highgpu-.*", "b200"),
          row("g2-standard-.*", "l4"),
          row("Standard_NC\\d+as_T4_v3", "t4"),
          row("Standard_NC\\d+r?s_v3", "v100"),
          row("Standard_ND40rs_v2", "v100-32gb"),
          row("Standard_ND96asr_v4", "a100-40gb"),
          row("Standard_N[CD]\\d+a(?:d|m)s[a-z]*_A100_v4", "a100-80gb"),
          row("Standard_N[CD]C?\\d+[a-z]+_H100_v5", "h100"),
          row("Standard_ND\\d+[a-z]+_H200_v5", "h200"),
          row("Standard_NV(?:36|72)adm?s_A10_v5", "a10"));

  private record Row(Pattern type, String product) {}

  private InstanceTypes() {}

  private static Row row(String type, String product) {
    return new Row(Pattern.compile(type), product);
  }

  /// Returns the GPU of a machine type, for example `g4dn.xlarge`.
  static Optional<Gpu> find(String type) {
    return ROWS.stream()
        .filter(row -> row.type().matcher(type).matches())
        .findFirst()
        .flatMap(row -> Products.find(row.product()));
  }
}
