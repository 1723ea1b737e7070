package dev.alphazero.worker.network.torchscript;

import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import java.util.List;

/// Expands packed positions on a network's own device: a plane's cell is some bits of one byte,
/// times a number.
///
/// | attribute | `[H*W*C]`, a cell's channels are neighbours |
/// |---|---|
/// | `plane_bytes` | the byte of a packed position |
/// | `plane_masks` | the bits of that byte |
/// | `plane_scales` | what their number is multiplied by |
final class PackedPlanes {
  private static final String BYTES = "plane_bytes";
  private static final String MASKS = "plane_masks";
  private static final String SCALES = "plane_scales";

  private PackedPlanes() {}

  /// Adds the attributes.
  static void addTo(ScriptArchive archive, PlaneLayout layout) {
    int channels = layout.planes().size();
    int size = layout.floats();
    float[] bytes = new float[size];
    float[] masks = new float[size];
    float[] scales = new float[size];
    for (int cell = 0; cell < layout.cells(); cell++) {
      for (int c = 0; c < channels; c++) {
        int i = cell * channels + c;
        Plane plane = layout.planes().get(c);
        switch (plane.kind()) {
          case BITS -> {
            bytes[i] = layout.offset(c) + (cell >>> 3);
            masks[i] = 1 << (cell & 7);
            scales[i] = 1f / (1 << (cell & 7));
          }
          case COUNTS -> {
            bytes[i] = layout.offset(c) + cell;
            masks[i] = 0xFF;
            scales[i] = plane.scale();
          }
          case SCALAR -> {
            bytes[i] = layout.offset(c);
            masks[i] = 0xFF;
            scales[i] = plane.scale();
          }
        }
      }
    }
    archive.tensor(BYTES, List.of(size), bytes);
    archive.tensor(MASKS, List.of(size), masks);
    archive.tensor(SCALES, List.of(size), scales);
  }

  /// Returns `prepare_planes()`, to be called once, and `evaluate(packed, policy_logits, values)`
  /// with packed `[n, B]` bytes, which calls `forward`.
  static String evaluateMethod(PlaneLayout layout) {
    MethodSource prepare = new MethodSource("prepare_planes", "", "NoneType");
    prepare.line("self.%s = torch.to(self.%s, 4, False, False, None)", BYTES, BYTES);
    prepare.line("self.%s = torch.to(self.%s, 0, False, False, None)", MASKS, MASKS);
    prepare.line("return None");
    MethodSource evaluate =
        new MethodSource(
            "evaluate", "packed: Tensor, policy_logits: Tensor, values: Tensor", "NoneType");
    evaluate.line("bytes = torch.index_select(packed, 1, self.%s)", BYTES);
    evaluate.line("bits = torch.bitwise_and(bytes, self.%s)", MASKS);
    evaluate.line("cells = torch.mul(bits, self.%s)", SCALES);
    evaluate.line(
        "planes = torch.permute(torch.view(cells, [-1, %d, %d, %d]), [0, 3, 1, 2])",
        layout.height(), layout.width(), layout.planes().size());
    evaluate.line("_0 = (self).forward(planes, policy_logits, values, )");
    evaluate.line("return None");
    return prepare.text() + evaluate.text();
  }
}
