package dev.alphazero.worker.replay;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Random but valid episodes of a game that does not exist: 3x3 board, 9 actions.
public final class TestEpisodes {
  public static final String GAME = "nine";
  public static final SampleLayout LAYOUT =
      new SampleLayout(
          new PlaneLayout(
              3,
              3,
              List.of(Plane.bits("mine"), Plane.counts("stones", 0.5f), Plane.scalar("turn", 1))),
          9);

  private TestEpisodes() {}

  /// Returns the episodes `[from, to)` of generation 0.
  public static List<Episode> range(int from, int to) {
    List<Episode> episodes = new ArrayList<>();
    for (int index = from; index < to; index++) {
      episodes.add(episode(0, index));
    }
    return episodes;
  }

  /// Returns an episode whose content depends on its key alone.
  public static Episode episode(long generation, long index) {
    CounterRandom random = CounterRandom.of(20, generation, index, Purpose.TEST);
    int plies = 1 + random.nextInt(9);
    int openingPlies = random.nextInt(Math.min(plies, 3));
    short[] actions = new short[plies];
    for (int ply = 0; ply < plies; ply++) {
      actions[ply] = (short) random.nextInt(9);
    }
    int samples = plies - openingPlies;
    byte[] rows = new byte[samples * LAYOUT.rowBytes()];
    MemorySegment segment = MemorySegment.ofArray(rows);
    for (int sample = 0; sample < samples; sample++) {
      fill(segment, (long) sample * LAYOUT.rowBytes(), sample + openingPlies, random);
    }
    boolean capped = random.nextInt(5) == 0;
    boolean resignationCheck = random.nextInt(4) == 0;
    return new Episode(
        generation,
        index,
        random.nextLong(),
        random.nextInt(100),
        actions,
        openingPlies,
        capped ? 0 : random.nextInt(3) - 1,
        capped,
        random.nextInt(4) == 0,
        resignationCheck,
        resignationCheck && random.nextInt(3) == 0,
        rows,
        samples);
  }

  private static void fill(MemorySegment rows, long at, int ply, CounterRandom random) {
    for (long i = 0; i < LAYOUT.planes().bytes(); i++) {
      rows.set(JAVA_BYTE, at + i, (byte) random.nextInt(256));
    }
    int[] legal = new int[9];
    float[] shares = new float[9];
    int k = 0;
    for (int action = 0; action < 9; action++) {
      if (action == 4 || random.nextInt(2) == 0) {
        legal[k] = action;
        shares[k] = (float) (0.1 + random.nextDouble());
        k++;
      }
    }
    float sum = 0;
    for (int i = 0; i < k; i++) {
      sum += shares[i];
    }
    for (int i = 0; i < k; i++) {
      shares[i] /= sum;
    }
    LAYOUT.setPolicy(rows, at, legal, shares, k);
    LAYOUT.setValue(rows, at, random.nextInt(3) - 1, random.nextInt(2));
    LAYOUT.setPly(rows, at, ply);
  }
}
