package dev.alphazero.worker.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The C++ library of searches: its calls, or why there are none. Loaded at most once.
///
/// The jar holds the library and its SHA-256. It is unpacked into a new folder that only this user
/// may read, checked, loaded and deleted again, so that nothing is left behind and nobody else can
/// put a file in its place. `FOLDER` names a folder that holds it already, as in a container whose
/// file system is read-only; what lies there must have the jar's SHA-256.
final class NativeLibrary {
  /// The system property that names a folder with the unpacked library.
  static final String FOLDER = "alphazero.native.path";

  private static final String NAME = "libalphazero_search.so";

  /// Null when the library cannot be used.
  private final @Nullable NativeCalls calls;

  /// Why it cannot be used, one line; empty when it can.
  private final String absence;

  /// What to do to have it; empty when nothing helps.
  private final String remedy;

  private NativeLibrary(@Nullable NativeCalls calls, String absence, String remedy) {
    this.calls = calls;
    this.absence = absence;
    this.remedy = remedy;
  }

  /// Defers loading to the first use.
  private static final class Holder {
    static final NativeLibrary LIBRARY = load();
  }

  static NativeLibrary get() {
    return Holder.LIBRARY;
  }

  /// Returns the library of a build without it.
  static NativeLibrary notBuilt(String platform) {
    return new NativeLibrary(
        null,
        "not in this build, which had no C++ compiler for " + platform,
        "put g++ or clang++ on the PATH and build again");
  }

  private static NativeLibrary absent(String why) {
    return new NativeLibrary(null, why, "");
  }

  /// Returns why the library cannot be used, one line; empty when it can.
  String absence() {
    return absence;
  }

  /// Returns what to do to have it; empty when nothing helps.
  String remedy() {
    return remedy;
  }

  /// @throws IllegalStateException if it cannot be used
  NativeCalls calls() {
    if (calls == null) {
      throw new IllegalStateException("the library must have been loaded: " + absence);
    }
    return calls;
  }

  private static NativeLibrary load() {
    String platform = platform();
    String folder = "native/v" + NativeCalls.ABI_VERSION + "/" + platform + "/";
    try (InputStream checksum = NativeLibrary.class.getResourceAsStream(folder + NAME + ".sha256");
        InputStream library = NativeLibrary.class.getResourceAsStream(folder + NAME)) {
      if (checksum == null) {
        return notBuilt(platform);
      }
      String sha256 = new String(checksum.readAllBytes(), StandardCharsets.US_ASCII).strip();
      String unpacked = System.getProperty(FOLDER);
      SymbolLookup symbols;
      if (unpacked != null) {
        Path file = Path.of(unpacked, NAME);
        requireChecksum(Files.readAllBytes(file), sha256, file.toString());
        symbols = open(file);
      } else if (library != null) {
        symbols = unpackAndOpen(library.readAllBytes(), sha256);
      } else {
        return absent("not in the jar; set -D" + FOLDER + " to the folder that holds " + NAME);
      }
      return usable(symbols);
    } catch (IOException | UncheckedIOException | IllegalArgumentException | LinkageError e) {
      return absent("not usable (%s)".formatted(e.toString().lines().findFirst().orElse("")));
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    return os + "-" + (processor.equals("amd64") ? "x86_64" : processor);
  }

  private static SymbolLookup unpackAndOpen(byte[] library, String sha256) throws IOException {
    requireChecksum(library, sha256, "the jar's " + NAME);
    Path folder = Files.createTempDirectory("alphazero-"); // rwx for the owner alone, a random name
    Path file = folder.resolve(sha256 + "-" + NAME);
    try {
      return open(Files.write(file, library));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static void requireChecksum(byte[] library, String sha256, String name)
      throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(library);
      String actual = HexFormat.of().formatHex(digest);
      if (!actual.equals(sha256)) {
        throw new IOException(
            "%s must be the one that was built with this jar, sha256=%s expected=%s"
                .formatted(name, actual, sha256));
      }
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// The library stays until the JVM ends.
  private static SymbolLookup open(Path file) {
    return SymbolLookup.libraryLookup(file, Arena.global());
  }

  private static NativeLibrary usable(SymbolLookup symbols) {
    int version = NativeCalls.abiVersion(symbols);
    if (version != NativeCalls.ABI_VERSION) {
      return absent(
          "of another version, abi=%d expected=%d".formatted(version, NativeCalls.ABI_VERSION));
    }
    if (!NativeCalls.runsHere(symbols)) {
      return absent("compiled for x86-64-v3, and this processor lacks AVX2, BMI2 or FMA");
    }
    return new NativeLibrary(new NativeCalls(symbols), "", "");
  }
}
