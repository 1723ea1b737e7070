package dev.alphazero.worker.search;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.Perft;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The functions of the C++ library, one method each; `abi.h` says what they do. Stateless.
final class NativeCalls {
  /// What `abi.h` and this class agree on.
  static final int ABI_VERSION = 1;

  static final int NO_RULES = -1;

  // Answers of calls that can fail.
  static final int ILLEGAL_ACTION = -1;
  static final int BATCH_FULL = -2;
  static final int BAD_VALUE = -3;
  static final int BAD_LOGITS = -4;
  static final int OUT_OF_MEMORY = -5;

  private static final Linker LINKER = Linker.nativeLinker();

  // Handles without an address, by their signatures, so that they are constants.
  private static final MethodHandle INT = handle(FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle RULES =
      handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle CREATE =
      handle(
          FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle DESTROY = handle(FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle RESET =
      handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle BEGIN =
      handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle PLAY =
      handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle SELECT =
      handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle BACK_UP =
      handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle READ_ROOT =
      handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  private static final MethodHandle PERFT =
      handle(FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));

  private final MemorySegment rules;
  private final MemorySegment create;
  private final MemorySegment destroy;
  private final MemorySegment reset;
  private final MemorySegment begin;
  private final MemorySegment play;
  private final MemorySegment select;
  private final MemorySegment backup;
  private final MemorySegment readRoot;
  private final MemorySegment perft;

  /// @throws IllegalArgumentException if the library lacks a function
  NativeCalls(SymbolLookup symbols) {
    rules = find(symbols, "rules");
    create = find(symbols, "create");
    destroy = find(symbols, "destroy");
    reset = find(symbols, "reset");
    begin = find(symbols, "begin");
    play = find(symbols, "play");
    select = find(symbols, "select");
    backup = find(symbols, "back_up");
    readRoot = find(symbols, "read_root");
    perft = find(symbols, "perft");
  }

  static int abiVersion(SymbolLookup symbols) {
    return intOf(find(symbols, "abi_version"));
  }

  static boolean runsHere(SymbolLookup symbols) {
    return intOf(find(symbols, "runs_here")) != 0;
  }

  private static MemorySegment find(SymbolLookup symbols, String function) {
    String name = "alphazero_search_" + function;
    return symbols
        .find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("the library must have the function " + name));
  }

  private static MethodHandle handle(FunctionDescriptor signature) {
    return LINKER.downcallHandle(signature);
  }

  private static int intOf(MemorySegment function) {
    try {
      return (int) INT.invokeExact(function);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Returns the number of a game's rules, or `NO_RULES`.
  int rules(Game game) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(game.name());
      return (int) RULES.invokeExact(rules, name, game.actions(), game.planes().bytes());
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Returns the address of a new search, null when memory is short.
  MemorySegment create(
      int number,
      MemorySegment settings,
      int games,
      int maxSimulations,
      MemorySegment status,
      MemorySegment failure) {
    try {
      return (MemorySegment)
          CREATE.invokeExact(create, number, settings, games, maxSimulations, status, failure);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void destroy(MemorySegment search) {
    try {
      DESTROY.invokeExact(destroy, search);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int reset(MemorySegment search, int game, MemorySegment planes, int player) {
    try {
      return (int) RESET.invokeExact(reset, search, game, planes, player);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int begin(MemorySegment search, int game, int simulations, MemorySegment noise) {
    try {
      return (int) BEGIN.invokeExact(begin, search, game, simulations, noise);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int play(MemorySegment search, int game, int action) {
    try {
      return (int) PLAY.invokeExact(play, search, game, action);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int select(MemorySegment search, MemorySegment planes, int size, int capacity) {
    try {
      return (int) SELECT.invokeExact(select, search, planes, size, capacity);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int backup(MemorySegment search, MemorySegment policyLogits, MemorySegment values) {
    try {
      return (int) BACK_UP.invokeExact(backup, search, policyLogits, values);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int readRoot(MemorySegment search, int game, MemorySegment root) {
    try {
      return (int) READ_ROOT.invokeExact(readRoot, search, game, root);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Counts leaves with the rules of C++, as `Perft` does with those of Java.
  Perft perft(Game game, GameState position, int depth) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment planes = arena.allocate(game.planes().bytes());
      position.encode(planes, 0);
      MemorySegment counts = arena.allocate(ValueLayout.JAVA_LONG, 2);
      PERFT.invokeExact(perft, rules(game), planes, position.player(), depth, counts);
      return new Perft(
          counts.getAtIndex(ValueLayout.JAVA_LONG, 0), counts.getAtIndex(ValueLayout.JAVA_LONG, 1));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// C++ throws nothing across the boundary; what comes is about the arguments, for example memory
  /// that is freed or another thread's.
  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof RuntimeException exception) {
      return exception;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a call of the native search failed", e);
  }
}
