package dev.alphazero.operator.gpu;

import dev.alphazero.crd.resolve.Hardware.Gpu;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Memory and compute capability of GPUs by their name, for labels that say no more.
///
/// Where a name is made with several sizes of memory, the smallest counts unless the name says
/// which. Memory is in MiB and a little below what drivers report, which moves with ECC.
final class Products {
  /// Longer names before those that they begin with.
  private static final List<Row> ROWS =
      List.of(
          row("gb300", 275_040, 10, 3),
          row("gb200", 183_359, 10, 0),
          row("b300", 275_040, 10, 3),
          row("b200", 183_359, 10, 0),
          row("gh200", 96_000, 9, 0),
          row("h200", 141_000, 9, 0),
          row("h100", 80_000, 9, 0),
          row("h800", 80_000, 9, 0),
          row("a100", 39_538, 8, 0),
          row("a800", 39_538, 8, 0),
          row("a40", 45_000, 8, 6),
          row("a30", 24_000, 8, 0),
          row("a10g", 22_888, 8, 6),
          row("a10", 22_888, 8, 6),
          row("a16", 15_000, 8, 6),
          row("a2", 15_000, 8, 6),
          row("l40s", 45_776, 8, 9),
          row("l40", 45_776, 8, 9),
          row("l4", 22_888, 8, 9),
          row("t4g", 15_109, 7, 5),
          row("t4", 15_109, 7, 5),
          row("v100", 16_000, 7, 0),
          row("p100", 12_000, 6, 0),
          row("p40", 22_000, 6, 1),
          row("p4", 7_600, 6, 1),
          row("m60", 7_600, 5, 2),
          row("k80", 11_400, 3, 7),
          row("rtx-pro-6000", 95_000, 12, 0),
          row("rtx-6000-ada", 45_000, 8, 9),
          row("rtx-a6000", 45_000, 8, 6),
          row("rtx-5090-laptop", 24_000, 12, 0),
          row("rtx-5090", 32_000, 12, 0),
          row("rtx-5080", 16_000, 12, 0),
          row("rtx-4090-laptop", 16_000, 8, 9),
          row("rtx-4090", 24_000, 8, 9),
          row("rtx-4080-laptop", 12_000, 8, 9),
          row("rtx-4080", 16_000, 8, 9),
          row("rtx-4070", 8_000, 8, 9),
          row("rtx-4060", 8_000, 8, 9),
          row("rtx-4050", 6_000, 8, 9),
          row("rtx-3090", 24_000, 8, 6),
          row("rtx-3080", 8_000, 8, 6));

  private static final Pattern MAKER = Pattern.compile("^(?:nvidia|tesla|geforce)-");
  private static final Pattern MIG = Pattern.compile("\\d+g\\.(\\d+)gb");
  private static final Pattern SIZE = Pattern.compile("-(\\d+)gb(?:-|$)");

  /// What labels call 1 GB is between 960 and 1024 MiB.
  private static final long MIB_PER_GB = 1_000;

  /// @param memoryMiB of the smallest GPU of that name
  private record Row(String name, long memoryMiB, int major, int minor) {}

  private Products() {}

  private static Row row(String name, long memoryMiB, int major, int minor) {
    return new Row(name, memoryMiB, major, minor);
  }

  /// Returns the GPU, or the MIG slice, of a name as a label has it: `Tesla-T4`, `nvidia-l4`,
  /// `NVIDIA-A100-SXM4-40GB-MIG-1g.5gb`.
  static Optional<Gpu> find(String label) {
    String name = plain(label);
    return ROWS.stream()
        .filter(row -> name.equals(row.name()) || name.startsWith(row.name() + "-"))
        .findFirst()
        .map(
            row ->
                new Gpu(
                    label,
                    migMemoryMiB(name).orElse(sizeMiB(name).orElse(row.memoryMiB())),
                    row.major(),
                    row.minor()));
  }

  /// Returns the memory that a MIG profile in a text says: `1g.5gb`.
  static Optional<Long> migMemoryMiB(String text) {
    return gigabytes(MIG.matcher(text));
  }

  private static Optional<Long> sizeMiB(String name) {
    return gigabytes(SIZE.matcher(name));
  }

  private static Optional<Long> gigabytes(Matcher matcher) {
    return matcher.find() && matcher.group(1).length() <= 4
        ? Optional.of(Long.parseLong(matcher.group(1)) * MIB_PER_GB)
        : Optional.empty();
  }

  private static String plain(String label) {
    String name = label.toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
    Matcher maker = MAKER.matcher(name);
    while (maker.find()) {
      name = name.substring(maker.end());
      maker = MAKER.matcher(name);
    }
    return name;
  }
}
