package dev.ritmo.processor.model;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

class DimensionTest {

  @Test
  void messagesListEachWordOnce() {
    assertThat(Dimension.words()).isEqualTo("calls, tokens or concurrent calls");
    assertThat(Dimension.wordsPerPeriod()).isEqualTo("calls or tokens");
    assertThat(Dimension.elementsOfPrompts()).isEqualTo("tokens or inputTokens");
  }
}
