package acme;

import org.junit.jupiter.api.Test;

class SummariesTest {

  @Test
  void annotationsOfOthersAreNobodysBusiness() {
    new Summaries().summarize("text");
  }
}
