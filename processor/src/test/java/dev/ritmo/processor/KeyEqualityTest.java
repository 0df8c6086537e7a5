package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** At what type a key may end. */
class KeyEqualityTest {

  private static final String TYPES =
      """
      class Identity {}
      class Half { @Override public boolean equals(Object other) { return other instanceof Half; }
        @Override public int hashCode() { return 1; } }
      class Inherits extends Half {}
      class OnlyHash { @Override public int hashCode() { return 1; } }
      class OtherEquals { public boolean equals(OtherEquals other) { return true; }
        @Override public int hashCode() { return 1; } }
      abstract class LeftOpen {}
      interface Tenant {}
      enum Tier { FREE, PAID }
      record Pair(int a, int b) {}
      """;

  private static SourceSubject assertThatKeyOf(String type) {
    return assertThatType(
        "class Calls { @RateLimited(calls = 1, key = ^\"key\") <T, E extends Enum<E>,"
            + " I extends Identity, C extends Pair & Comparable<C>> void ask("
            + type
            + " key) {} } "
            + TYPES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int",
        "long",
        "char",
        "boolean",
        "double",
        "Integer",
        "String",
        "UUID",
        "Object",
        "T",
        "E",
        "C",
        "Tier",
        "Pair",
        "Tenant",
        "LeftOpen",
        "Half",
        "Inherits",
        "List<String>",
        "Set<Integer>",
        "ArrayList<String>",
        "Map<String, String>",
        "Optional<String>",
        "Class<?>",
        "java.net.URI",
        "java.math.BigDecimal",
        "java.time.Duration",
        "Number"
      })
  void valuesAreAccepted(String type) {
    assertThatKeyOf(type).isClean();
  }

  @ParameterizedTest
  @CsvSource({
    "byte[], byte[], 'is an array, which equals only itself'",
    "String..., java.lang.String[], 'is an array, which equals only itself'",
    "Identity, com.acme.Identity, does not override equals and hashCode",
    "I, I, does not override equals and hashCode",
    "OnlyHash, com.acme.OnlyHash, does not override equals and hashCode",
    "OtherEquals, com.acme.OtherEquals, does not override equals and hashCode",
    "StringBuilder, java.lang.StringBuilder, does not override equals and hashCode",
    "Thread, java.lang.Thread, does not override equals and hashCode",
    "java.io.InputStream, java.io.InputStream, does not override equals and hashCode",
    "Iterator<String>, java.util.Iterator<java.lang.String>, does not override equals and hashCode",
    "java.util.stream.IntStream, java.util.stream.IntStream, does not override equals and hashCode",
    "Future<String>, java.util.concurrent.Future<java.lang.String>,"
        + " does not override equals and hashCode",
    "CharSequence, java.lang.CharSequence, does not say what equals compares",
    "Collection<String>, java.util.Collection<java.lang.String>,"
        + " does not say what equals compares",
    "java.net.URL, java.net.URL, asks the network when it is compared",
  })
  void whatEqualsOnlyItselfIsRejected(String type, String shown, String flaw) {
    assertThatKeyOf(type)
        .hasErrors(
            "[KeyNotComparable] @RateLimited method ask("
                + shown
                    .replaceAll("<.*>", "")
                    .replace("java.lang.", "")
                    .replaceAll("^I$", "com.acme.Identity")
                + ") must have a key that equals compares by its value, but "
                + shown
                + " "
                + flaw
                + ". Fix: end the key at a string, a number, an enum, a record, or a class that"
                + " overrides equals and hashCode.");
  }
}
