package dev.alphazero.crd;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// Where networks run, as texts say it: `auto`, `cpu`, `cuda`, `cuda:1`.
///
/// @param index which GPU, counted from 0 in the driver's order; 0 unless it is `CUDA`
public record Device(Kind kind, int index) {
  /// Two digits: no machine has more GPUs.
  public static final String PATTERN = "^(auto|cpu|cuda(:(0|[1-9][0-9]?))?)$";

  public static final String WORDING = "auto, cpu, cuda or a GPU's number such as cuda:1";

  public static final Device AUTO = new Device(Kind.AUTO, 0);
  public static final Device CPU = new Device(Kind.CPU, 0);

  /// The first GPU, or the only one that a pod sees.
  public static final Device CUDA = new Device(Kind.CUDA, 0);

  private static final Pattern WHOLE = Pattern.compile(PATTERN);
  private static final int MOST = 99;

  /// What runs them.
  public enum Kind {
    /// The GPU if there is one.
    AUTO,
    CPU,
    /// A GPU of NVIDIA's, and nothing else.
    CUDA
  }

  public Device {
    if (index < 0 || index > (kind == Kind.CUDA ? MOST : 0)) {
      throw new IllegalArgumentException(
          "index must be in [0, %d] with cuda and 0 without, kind=%s, index=%d"
              .formatted(MOST, kind, index));
    }
  }

  /// Returns the device that the text says.
  ///
  /// @throws IllegalArgumentException if it says none
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Device parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("must be " + WORDING + ", device=" + text);
    }
    return switch (text) {
      case "auto" -> AUTO;
      case "cpu" -> CPU;
      case "cuda" -> CUDA;
      default -> new Device(Kind.CUDA, Integer.parseInt(text.substring(text.indexOf(':') + 1)));
    };
  }

  /// Returns the shortest text: `cuda` for the first GPU.
  @JsonValue
  public String text() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case CUDA -> index == 0 ? "cuda" : "cuda:" + index;
    };
  }

  /// Returns whether no GPU is to be used, whatever there is.
  public boolean isCpu() {
    return kind == Kind.CPU;
  }

  /// Returns whether nothing but a GPU will do.
  public boolean isCuda() {
    return kind == Kind.CUDA;
  }
}
