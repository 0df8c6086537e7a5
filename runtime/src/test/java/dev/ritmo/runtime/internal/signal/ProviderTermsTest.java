package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Dimension;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ProviderTermsTest {

  @Test
  void thereAreTermsForEachDimension() {
    assertThat(ProviderTerms.ALL.stream().map(ProviderTerms::dimension))
        .containsExactlyElementsIn(List.of(Dimension.values()));
  }

  /** The expressions are joined, and told apart by the number of their group. */
  @Test
  void noWordsCaptureAnythingOrMatchNothing() {
    for (ProviderTerms terms : ProviderTerms.ALL) {
      Matcher nothing = Pattern.compile(terms.words()).matcher("");

      assertThat(nothing.groupCount()).isEqualTo(0);
      assertThat(nothing.find()).isFalse();
    }
  }
}
