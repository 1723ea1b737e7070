package dev.alphazero.worker.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.alphazero.worker.arena.Elo;
import org.jspecify.annotations.Nullable;

/// An Elo difference as JSON, whose numbers are finite.
///
/// @param elo null for a clean sweep: `score` says of whom
/// @param low null if the interval has no lower end
/// @param high null if it has no upper end
@JsonInclude(JsonInclude.Include.ALWAYS)
record EloJson(
    double score, @Nullable Double elo, @Nullable Double low, @Nullable Double high, int pairs) {
  static EloJson of(Elo elo) {
    return new EloJson(
        elo.score(), finite(elo.elo()), finite(elo.low()), finite(elo.high()), elo.pairs());
  }

  Elo toElo() {
    return new Elo(
        score,
        elo == null ? Elo.of(score) : elo,
        low == null ? Double.NEGATIVE_INFINITY : low,
        high == null ? Double.POSITIVE_INFINITY : high,
        pairs);
  }

  /// Returns what makes documents hold it.
  static Module module() {
    return new SimpleModule("alphazero-elo")
        .addSerializer(Elo.class, new StdDelegatingSerializer(Elo.class, new Writing()))
        .addDeserializer(Elo.class, new StdDelegatingDeserializer<>(new Reading()));
  }

  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }

  private static final class Writing extends StdConverter<Elo, EloJson> {
    @Override
    public EloJson convert(Elo elo) {
      return of(elo);
    }
  }

  private static final class Reading extends StdConverter<EloJson, Elo> {
    @Override
    public Elo convert(EloJson json) {
      return json.toElo();
    }
  }
}
