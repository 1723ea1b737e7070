package dev.alphazero.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alphazero.crd.Device.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceTest {
  @ParameterizedTest
  @CsvSource({
    "auto, AUTO, 0, auto",
    "cpu, CPU, 0, cpu",
    "cuda, CUDA, 0, cuda",
    "cuda:0, CUDA, 0, cuda",
    "cuda:7, CUDA, 7, cuda:7",
    "cuda:99, CUDA, 99, cuda:99"
  })
  void readsAndWritesText(String text, Kind kind, int index, String shortest) throws Exception {
    Device device = Device.parse(text);
    assertThat(device).isEqualTo(new Device(kind, index));
    assertThat(device.text()).isEqualTo(shortest);
    JsonMapper json = JsonMapper.builder().build();
    assertThat(json.writeValueAsString(device)).isEqualTo('"' + shortest + '"');
    assertThat(json.readValue('"' + text + '"', Device.class)).isEqualTo(device);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gpu",
        "CPU",
        "cuda:",
        "cuda:-1",
        "cuda:01",
        "cuda:100",
        "cuda:1 ",
        "cuda1",
        "cpu:0",
        "auto:1"
      })
  void refusesOtherText(String text) {
    assertThatThrownBy(() -> Device.parse(text))
        .hasMessage("must be auto, cpu, cuda or a GPU's number such as cuda:1, device=" + text);
  }

  @Test
  void onlyGpusHaveNumbers() {
    assertThatThrownBy(() -> new Device(Kind.CPU, 1)).hasMessageContaining("kind=CPU, index=1");
  }
}
