package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ritmo.runtime.internal.signal.JsonFields.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    assertThat(JsonFields.in(JACKSON.writeValueAsString(tree), 0)).isEqualTo(expected);
    assertThat(JsonFields.in("429 " + tree.toPrettyString() + " {\"x\":1}", 4)).isEqualTo(expected);
  }

  private static void addScalars(String path, JsonNode node, List<Field> found) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        String name = entry.getKey().toLowerCase(Locale.ROOT).replace('.', ':');
        addScalars(path.isEmpty() ? name : path + "." + name, entry.getValue(), found);
      }
    } else if (node.isArray()) {
      node.forEach(element -> addScalars(path, element, found));
    } else {
      found.add(new Field(path, node.asText()));
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
    assertThat(JsonFields.in("{" + text, 0)).isNotNull();
  }

  @Test
  void whatIsCutOffIsReadAsFarAsItGoes() {
    assertThat(JsonFields.in("{\"code\":\"slow_down\",\"message\":\"Please slo", 0))
        .containsExactly(new Field("code", "slow_down"));
    assertThat(JsonFields.in("{\"code\":42", 0)).containsExactly(new Field("code", "42"));
    assertThat(JsonFields.in("{\"code\":\"\\", 0)).isEmpty();
    assertThat(JsonFields.in("{\"code\":\"\\u00", 0)).isEmpty();
  }

  @Test
  void whatAStringHoldsIsNotTakenForAnythingElse() {
    assertThat(JsonFields.in("{\"message\":\"they sent \\\"code\\\": \\\"slow_down\\\"\"}", 0))
        .containsExactly(new Field("message", "they sent \"code\": \"slow_down\""));
    assertThat(JsonFields.in("{\"message\":\"{\\\"code\\\":1}\"}", 0))
        .containsExactly(new Field("message", "{\"code\":1}"));
  }

  @Test
  void noNameLooksLikeAPath() {
    assertThat(JsonFields.in("{\"error.code\":\"slow_down\"}", 0))
        .containsExactly(new Field("error:code", "slow_down"));
  }

  @Test
  void whatStandsBehindTheJsonIsNotRead() {
    assertThat(JsonFields.in("{\"a\":1} {\"b\":2}", 0)).containsExactly(new Field("a", "1"));
    assertThat(JsonFields.in("[1]]]] 2", 0)).containsExactly(new Field("", "1"));
  }

  @Test
  @Timeout(5)
  void aGreatDepthNeedsNoStackAndHidesNothingAboveIt() {
    assertThat(JsonFields.in("{\"a\":".repeat(1 << 20) + "1", 0)).isEmpty();
    assertThat(JsonFields.in("{\"a\":[" + "1,".repeat(1 << 20), 0)).hasSize(500);
    String deep = "{\"in\":" + "[".repeat(100) + "7" + "]".repeat(100) + ",\"code\":\"x\"}";
    assertThat(JsonFields.in(deep, 0)).containsExactly(new Field("code", "x"));
  }
}
