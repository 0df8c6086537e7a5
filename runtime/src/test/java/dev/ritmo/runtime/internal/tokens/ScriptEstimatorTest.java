package dev.ritmo.runtime.internal.tokens;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far the estimate is from what a tokenizer counts: what is said of it is what is measured. */
final class ScriptEstimatorTest {

  private static final Path TEXTS = Path.of("src/test/resources/tokens");

  private final ScriptEstimator estimator = new ScriptEstimator();

  @Test
  void theErrorIsAsDocumented() throws IOException {
    List<Double> errors = errors(EncodingType.O200K_BASE);

    assertThat(errors).hasSize(50);
    assertThat(mean(errors)).isWithin(0.005).of(0.08);
    assertThat(worst(errors)).isWithin(0.005).of(0.27);
  }

  @Test
  void anOlderTokenizerMakesTwiceAsManyOfOtherScripts() throws IOException {
    List<Double> errors = errors(EncodingType.CL100K_BASE);

    assertThat(errors.stream().mapToDouble(error -> error).min().orElseThrow())
        .isWithin(0.05)
        .of(-0.7);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "' \n\t', 0",
    "a, 1",
    "abcd, 1",
    "abcde, 2",
    "123, 2",
    "123456, 3",
    "..........., 1",
    "'a. b.', 3",
    "日, 1",
    "日本語, 3",
    "🎉, 2"
  })
  void shortTexts(String text, long tokens) {
    assertThat(estimator.tokens(text)).isEqualTo(tokens);
  }

  @Test
  void everyCharacterHasAShare() {
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      long tokens = estimator.tokens(Character.toString(character));
      assertWithMessage("%s", character).that(tokens).isIn(List.of(0L, 1L, 2L));
    }
  }

  @Test
  void moreTextHasMoreTokens() {
    StringBuilder text = new StringBuilder();
    long before = 0;
    for (int i = 0; i < 1000; i++) {
      text.append("word ");
      long tokens = estimator.tokens(text);
      assertThat(tokens).isAtLeast(before);
      before = tokens;
    }
    assertThat(before).isWithin(100).of(1000);
  }

  private List<Double> errors(EncodingType type) throws IOException {
    Encoding encoding = Encodings.newDefaultEncodingRegistry().getEncoding(type);
    List<Double> errors = new ArrayList<>();
    for (String text : texts()) {
      double counted = encoding.countTokensOrdinary(text);
      errors.add(estimator.tokens(text) / counted - 1);
    }
    return errors;
  }

  /** Each file in two halves, cut at the blank line nearest to its middle. */
  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(TEXTS)) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file).strip();
        int cut =
            Stream.iterate(text.indexOf("\n\n"), at -> at >= 0, at -> text.indexOf("\n\n", at + 1))
                .min(Comparator.comparingInt(at -> Math.abs(at - text.length() / 2)))
                .orElseThrow();
        texts.add(text.substring(0, cut));
        texts.add(text.substring(cut + 2));
      }
    }
    return texts;
  }

  private static double mean(List<Double> errors) {
    return errors.stream().mapToDouble(Math::abs).average().orElseThrow();
  }

  private static double worst(List<Double> errors) {
    return errors.stream().mapToDouble(Math::abs).max().orElseThrow();
  }
}
