package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.alphazero.worker.game.connectfour.ConnectFour;
import org.junit.jupiter.api.Test;

/// Which backend a name means, and what people are told.
final class SearchBackendTest {
  private static final ConnectFour GAME = new ConnectFour();
  private static final NativeLibrary ABSENT = NativeLibrary.notBuilt("linux-x86_64");

  @Test
  void autoTakesJavaWithoutALibrary() {
    SearchBackend.Choice choice = SearchBackend.choose("auto", GAME, ABSENT);
    assertThat(choice.backend()).isEqualTo(SearchBackend.JAVA);
    assertThat(choice.reason())
        .isEqualTo(
            "search backend java: native is not in this build, which had no C++ compiler for"
                + " linux-x86_64");
  }

  @Test
  void nativeByNameSaysWhatIsMissing() {
    assertThatThrownBy(() -> SearchBackend.choose("native", GAME, ABSENT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the native search backend is not in this build, which had no C++ compiler for"
                + " linux-x86_64, backend=native; put g++ or clang++ on the PATH and build again,"
                + " or use java or auto");
  }

  @Test
  void autoTakesNativeForGamesThatItKnows() {
    assumeThat(NativeTests.absence()).as("the native search backend").isEmpty();
    SearchBackend.Choice choice = SearchBackend.choose("auto", GAME);
    assertThat(choice.backend()).isEqualTo(SearchBackend.NATIVE);
    assertThat(choice.reason()).isEqualTo("search backend native: C++, the fastest");
    choice = SearchBackend.choose("auto", new HashGame(1, 5, 5, 5));
    assertThat(choice.backend()).isEqualTo(SearchBackend.JAVA);
    assertThat(choice.reason()).isEqualTo("search backend java: native is not for the game hash");
  }

  @Test
  void othersByName() {
    for (SearchBackend backend :
        new SearchBackend[] {SearchBackend.JAVA, SearchBackend.REFERENCE}) {
      SearchBackend.Choice choice = SearchBackend.choose(backend.id(), GAME, ABSENT);
      assertThat(choice.backend()).isEqualTo(backend);
      assertThat(choice.reason())
          .isEqualTo("search backend " + backend.id() + ": asked for by name");
    }
  }
}
