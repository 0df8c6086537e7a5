package dev.ritmo.console;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What JSON looks like. */
final class JsonTest {

  @Test
  void everyKindOfValueIsWritten() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("text", "a");
    values.put("number", 12L);
    values.put("none", null);
    values.put("list", Arrays.asList(true, null, 0.5));
    values.put("empty", Map.of());

    assertThat(Json.write(values))
        .isEqualTo(
            "{\"text\":\"a\",\"number\":12,\"none\":null,\"list\":[true,null,0.5],\"empty\":{}}");
  }

  @Test
  void whatAMarkupOrALineCouldBeIsEscaped() {
    assertThat(Json.write(List.of("\"\\\n\0<>&'\u007f\u2028\u00e9\ud83d\ude00")))
        .isEqualTo(
            "[\"\\u0022\\u005c\\u000a\\u0000\\u003c\\u003e\\u0026\\u0027\\u007f\\u2028\\u00e9\\ud83d\\ude00\"]");
  }

  @Test
  void namesAreEscapedToo() {
    assertThat(Json.write(Map.of("\"", 1))).isEqualTo("{\"\\u0022\":1}");
  }

  @Test
  void nothingElseIsWritten() {
    assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
  }
}
