package dev.alphazero.worker.game.togyzqumalaq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules case by case: a position, the pit that is played, the position after it. A position is
/// the first player's pits / the second's / kazans / tuzdyks, by place from 0 / player to move.
final class TogyzqumalaqRulesTest {
  private static final Togyzqumalaq TOGYZQUMALAQ = new Togyzqumalaq();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the first move 7 captures ten            | 9,9,9,9,9,9,9,9,9/9,9,9,9,9,9,9,9,9/0,0/-1,-1/0    | 7 | 9,9,9,9,9,9,1,10,10/10,10,10,10,10,0,9,9,9/10,0/-1,-1/1
          a single stone moves on                  | 1,0,0,0,0,0,0,0,4/5,0,0,0,0,0,0,0,0/76,76/-1,-1/0  | 1 | 0,1,0,0,0,0,0,0,4/5,0,0,0,0,0,0,0,0/76,76/-1,-1/1
          the first of several stays               | 1,0,0,0,0,0,0,0,4/5,0,0,0,0,0,0,0,0/76,76/-1,-1/0  | 9 | 1,0,0,0,0,0,0,0,1/6,1,1,0,0,0,0,0,0/76,76/-1,-1/1
          an even pit is captured                  | 1,0,0,0,0,0,0,0,2/5,0,0,0,0,0,0,0,14/70,70/-1,-1/0 | 9 | 1,0,0,0,0,0,0,0,1/0,0,0,0,0,0,0,0,14/76,70/-1,-1/1
          an odd pit is not                        | 1,0,0,0,0,0,0,0,2/4,0,0,0,0,0,0,0,15/70,70/-1,-1/0 | 9 | 1,0,0,0,0,0,0,0,1/5,0,0,0,0,0,0,0,15/70,70/-1,-1/1
          an own even pit is not                   | 2,1,0,0,0,0,0,0,0/5,0,0,0,0,0,0,0,14/70,70/-1,-1/0 | 1 | 1,2,0,0,0,0,0,0,0/5,0,0,0,0,0,0,0,14/70,70/-1,-1/1
          the second player captures               | 1,5,0,0,0,0,0,0,0/13,0,0,0,0,0,0,0,3/70,70/-1,-1/1 | 9 | 2,0,0,0,0,0,0,0,0/13,0,0,0,0,0,0,0,1/70,76/-1,-1/0
          a lap passes the pit itself              | 19,0,0,0,0,0,0,0,0/3,0,0,0,0,0,0,0,0/70,70/-1,-1/0 | 1 | 2,1,1,1,1,1,1,1,1/4,1,1,1,1,1,1,1,1/70,70/-1,-1/1
          two stones of a lap make a pit even      | 29,0,0,0,0,0,0,0,0/3,4,0,0,0,0,0,0,6/60,60/-1,-1/0 | 1 | 2,2,2,2,2,2,2,2,2/5,0,1,1,1,1,1,1,7/66,60/-1,-1/1
          three stones make a tuzdyk               | 1,0,0,0,0,0,0,0,2/2,0,0,0,0,0,0,0,17/70,70/-1,-1/0 | 9 | 1,0,0,0,0,0,0,0,1/0,0,0,0,0,0,0,0,17/73,70/0,-1/1
          the second player's tuzdyk               | 3,2,0,0,0,0,0,0,0/14,0,0,0,0,0,0,0,3/70,70/-1,-1/1 | 9 | 4,0,0,0,0,0,0,0,0/14,0,0,0,0,0,0,0,1/70,73/-1,1/0
          two of the three by a lap                | 29,0,0,0,0,0,0,0,0/6,1,0,0,0,0,0,0,6/60,60/-1,-1/0 | 1 | 2,2,2,2,2,2,2,2,2/8,0,1,1,1,1,1,1,7/63,60/1,-1/1
          no second tuzdyk                         | 1,0,0,0,0,0,0,0,2/2,0,0,0,0,0,0,0,17/70,70/4,-1/0  | 9 | 1,0,0,0,0,0,0,0,1/3,0,0,0,0,0,0,0,17/70,70/4,-1/1
          no tuzdyk opposite the other             | 0,1,0,0,0,0,0,0,2/2,0,0,0,0,0,0,0,17/70,70/-1,0/0  | 9 | 0,1,0,0,0,0,0,0,1/3,0,0,0,0,0,0,0,17/70,70/-1,0/1
          a tuzdyk beside the opposite             | 1,0,0,0,0,0,0,0,2/2,0,0,0,0,0,0,0,17/70,70/-1,1/0  | 9 | 1,0,0,0,0,0,0,0,1/0,0,0,0,0,0,0,0,17/73,70/0,1/1
          no tuzdyk in the ninth pit               | 2,0,0,0,0,0,0,0,10/1,1,1,1,1,1,1,1,2/70,70/-1,-1/0 | 9 | 2,0,0,0,0,0,0,0,1/2,2,2,2,2,2,2,2,3/70,70/-1,-1/1
          a tuzdyk in the eighth                   | 3,0,0,0,0,0,0,0,9/1,1,1,1,1,1,1,2,1/70,70/-1,-1/0  | 9 | 3,0,0,0,0,0,0,0,1/2,2,2,2,2,2,2,0,1/73,70/7,-1/1
          no tuzdyk in the own row                 | 2,2,0,0,0,0,0,0,0/4,0,0,0,0,0,0,0,14/70,70/-1,-1/0 | 1 | 1,3,0,0,0,0,0,0,0/4,0,0,0,0,0,0,0,14/70,70/-1,-1/1
          a stone passes through the own tuzdyk    | 1,0,0,0,0,0,0,0,3/0,0,0,0,0,0,0,0,18/70,70/0,-1/0  | 9 | 1,0,0,0,0,0,0,0,1/0,1,0,0,0,0,0,0,18/71,70/0,-1/1
          the last stone falls into the own tuzdyk | 2,0,0,0,0,0,0,0,2/0,0,0,0,0,0,0,0,18/70,70/0,-1/0  | 9 | 2,0,0,0,0,0,0,0,1/0,0,0,0,0,0,0,0,18/71,70/0,-1/1
          a stone falls into the other's tuzdyk    | 2,0,0,0,0,0,0,0,2/0,0,0,0,0,0,0,0,18/70,70/-1,1/0  | 1 | 1,0,0,0,0,0,0,0,2/0,0,0,0,0,0,0,0,18/70,71/-1,1/1
          a single one falls into it               | 1,0,0,0,0,0,0,0,3/0,0,0,0,0,0,0,0,18/70,70/-1,1/0  | 1 | 0,0,0,0,0,0,0,0,3/0,0,0,0,0,0,0,0,18/70,71/-1,1/1
          """)
  void aMoveLeadsTo(String rule, String before, String pit, String after) {
    TogyzqumalaqState state = TogyzqumalaqState.parse(before);
    int action = TOGYZQUMALAQ.parseAction(pit);
    assertThat(state.isLegal(action)).isTrue();
    state.play(action);
    assertThat(state).as(rule).hasToString(after).isEqualTo(TogyzqumalaqState.parse(after));
    assertThat(state.isOver()).isFalse();
    assertThat(NaiveTogyzqumalaq.parse(before).play(action))
        .isEqualTo(NaiveTogyzqumalaq.parse(after));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          82 by a capture                        | 1,0,0,0,0,0,0,0,2/5,0,0,0,0,0,0,0,2/76,76/-1,-1/0 | 9 | 1
          81 by a capture is not enough          | 2,0,0,0,0,0,0,0,2/5,0,0,0,0,0,0,0,2/75,76/-1,-1/0 | 9 | goes on
          82 by a stone in the other's tuzdyk    | 1,0,0,0,0,0,0,0,3/0,0,0,0,0,0,0,0,7/70,81/-1,1/0  | 1 | -1
          no stones to move: the other adds his  | 1,0,0,0,0,0,0,0,1/0,0,0,0,0,0,0,0,0/80,80/-1,-1/0 | 1 | 1
          the same for the first player          | 0,0,0,0,0,0,0,0,0/5,0,0,0,0,0,0,0,0/80,77/-1,-1/1 | 1 | -1
          what is added makes 81 each            | 0,0,0,0,0,0,0,0,0/2,0,0,0,0,0,0,0,0/81,79/-1,-1/1 | 1 | 0
          a captured row cannot be moved         | 3,0,0,0,0,0,0,0,2/5,0,0,0,0,0,0,0,0/72,80/-1,-1/0 | 9 | 1
          an empty row of who just moved is fine | 0,0,0,0,0,0,0,0,1/4,0,0,0,0,0,0,0,0/80,77/-1,-1/0 | 9 | goes on
          """)
  void aGameEnds(String rule, String before, String pit, String outcome) {
    TogyzqumalaqState state = TogyzqumalaqState.parse(before);
    int action = TOGYZQUMALAQ.parseAction(pit);
    state.play(action);
    NaiveTogyzqumalaq naive = NaiveTogyzqumalaq.parse(before).play(action);
    assertThat(ending(state.isOver(), state.isOver() ? state.outcome() : 0))
        .as(rule)
        .isEqualTo(outcome);
    assertThat(ending(naive.isOver(), naive.outcome())).as(rule).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,1,0,0,0,0,0,0,2/2,0,0,0,0,0,0,0,17/70,70/-1,-1/0",
        "1,0,0,0,0,0,0,0,2/0,2,0,0,0,0,0,0,17/70,70/-1,-1/0",
        "1,0,0,0,0,0,0,0,2/2,0,0,0,0,0,0,0,17/71,69/-1,-1/0",
        "1,0,0,0,0,0,0,0,2/2,0,0,0,0,0,0,0,17/70,70/1,-1/0",
        "1,0,0,0,0,0,0,0,2/2,0,0,0,0,0,0,0,17/70,70/-1,1/0",
        "1,0,0,0,0,0,0,0,2/2,0,0,0,0,0,0,0,17/70,70/-1,-1/1"
      })
  void positionsThatDifferInOneThingAreNotEqual(String other) {
    String position = "1,0,0,0,0,0,0,0,2/2,0,0,0,0,0,0,0,17/70,70/-1,-1/0";
    assertThat(TogyzqumalaqState.parse(position))
        .isEqualTo(TogyzqumalaqState.parse(position))
        .isNotEqualTo(TogyzqumalaqState.parse(other));
  }

  @Test
  void aPositionOfAnotherNumberOfStonesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TogyzqumalaqState.parse("9,9,9,9,9,9,9,9,9/9,9,9,9,9,9,9,9,8/0,0/-1,-1/0"))
        .withMessageContaining("stones=161");
  }

  private static String ending(boolean over, int outcome) {
    return over ? String.valueOf(outcome) : "goes on";
  }
}
