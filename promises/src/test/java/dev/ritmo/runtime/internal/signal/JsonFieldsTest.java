package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ritmo.runtime.internal.signal.JsonFields.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the scanner finds, in JSON and in what only looks like it. */
final class JsonFieldsTest {

  private static final ObjectMapper JACKSON = new ObjectMapper();

  @Property(tries = 500)
  void whatAParserFindsIsFound(@ForAll("objects") Map<String, Object> object) throws Exception {
    JsonNode tree = JACKSON.valueToTree(object);
    List<Field> expected = new ArrayList<>();
    addScalars("", tree, expected);

    assertThat(JsonFields.in(JACKSON.writeValueAsString(tree))).isEqualTo(expected);
    assertThat(JsonFields.in("HTTP 429 - " + tree.toPrettyString())).isEqualTo(expected);
  }

  private static void addScalars(String name, JsonNode node, List<Field> found) {
    if (node.isObject()) {
      node.properties().forEach(entry -> addScalars(entry.getKey(), entry.getValue(), found));
    } else if (node.isArray()) {
      node.forEach(element -> addScalars(name, element, found));
    } else {
      found.add(new Field(name, node.asText()));
    }
  }

  @Provide
  static Arbitrary<Map<String, Object>> objects() {
    return objects(3);
  }

  private static Arbitrary<Map<String, Object>> objects(int depth) {
    Arbitrary<String> texts =
        Arbitraries.strings()
            .ofMaxLength(12)
            .map(text -> text.replaceAll("[\\n\\r\\t\\f\\x08]", ""))
            .filter(text -> !text.stripLeading().startsWith("{"))
            .withoutEdgeCases();
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            texts.asGeneric(), Arbitraries.integers().asGeneric(), Arbitraries.of(true, false));
    Arbitrary<Object> lists = scalars.list().ofMaxSize(3).asGeneric();
    Arbitrary<Object> values =
        depth == 1
            ? Arbitraries.oneOf(scalars, lists)
            : Arbitraries.oneOf(scalars, lists, objects(depth - 1).asGeneric());
    return Arbitraries.maps(texts, values).ofMaxSize(4).map(LinkedHashMap::new);
  }

  @Property(tries = 500)
  void anyTextAtAllEnds(@ForAll String text) {
    assertThat(JsonFields.in("{" + text)).isNotNull();
  }

  @Test
  void whatIsCutOffIsReadAsFarAsItGoes() {
    assertThat(JsonFields.in("{\"code\":\"slow_down\",\"message\":\"Please slo"))
        .containsExactly(new Field("code", "slow_down"));
    assertThat(JsonFields.in("{\"code\":42")).containsExactly(new Field("code", "42"));
    assertThat(JsonFields.in("{\"code\":\"\\")).isEmpty();
    assertThat(JsonFields.in("{\"code\":\"\\u00")).isEmpty();
  }

  @Test
  void namesAndCodesInAStringAreNotTakenForOnes() {
    assertThat(JsonFields.in("{\"message\":\"they sent \\\"code\\\": \\\"slow_down\\\"\"}"))
        .containsExactly(new Field("message", "they sent \"code\": \"slow_down\""));
  }

  @Test
  void jsonInAStringIsReadTwoLevelsDeep() throws Exception {
    String inner = JACKSON.writeValueAsString(Map.of("c", "3"));
    String middle = JACKSON.writeValueAsString(Map.of("b", inner));
    String outer = JACKSON.writeValueAsString(Map.of("a", middle));

    assertThat(JsonFields.in(outer))
        .containsExactly(new Field("a", middle), new Field("b", inner), new Field("c", "3"))
        .inOrder();
    assertThat(JsonFields.in(JACKSON.writeValueAsString(Map.of("z", outer))))
        .doesNotContain(new Field("c", "3"));
  }

  @Test
  void whatIsNoJsonHasNoFields() {
    assertThat(JsonFields.in("<html>429</html>")).isEmpty();
    assertThat(JsonFields.in("")).isEmpty();
  }

  @Test
  @Timeout(5)
  void aGreatDepthNeedsNoStack() {
    assertThat(JsonFields.in("{\"a\":".repeat(1 << 20) + "1")).containsExactly(new Field("a", "1"));
    assertThat(JsonFields.in("{\"a\":[" + "1,".repeat(1 << 20))).hasSize(500);
  }
}
