package dev.ritmo.runtime.internal.retry;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a failure shows of the retries that it came through. */
final class InnerRetriesTest {

  private static final long LONG = 1_000_000_000;

  /** Thrown by a method that this one has called through another. */
  private static RuntimeException thrownThrough(String type) {
    RuntimeException failure = new RuntimeException();
    List<StackTraceElement> stack = new ArrayList<>(List.of(failure.getStackTrace()));
    stack.set(0, new StackTraceElement(type, "withRetry", "Some.java", 1));
    failure.setStackTrace(stack.toArray(new StackTraceElement[0]));
    return failure;
  }

  @Test
  void aStackThatGoesThroughThemShowsThemIfThereWasTimeToTryAgain() {
    RuntimeException failure = thrownThrough("dev.langchain4j.internal.RetryUtils$RetryPolicy");

    InnerRetries found = InnerRetries.in(new IllegalStateException(failure), LONG);

    assertThat(found).isNotNull();
    assertThat(InnerRetries.in(failure, 300_000_000)).isNull();
  }

  @Test
  void springsTemplatesAreKnown() {
    for (String type :
        List.of(
            "org.springframework.retry.support.RetryTemplate",
            "org.springframework.core.retry.RetryTemplate")) {
      assertThat(InnerRetries.in(thrownThrough(type), LONG)).isNotNull();
    }
  }

  @Test
  void otherStacksShowNone() {
    assertThat(InnerRetries.in(new RuntimeException(), LONG)).isNull();
    assertThat(InnerRetries.in(thrownThrough("com.acme.RetryTemplate"), LONG)).isNull();
  }

  @Test
  void anExceptionThatFailsToTellShowsNone() {
    RuntimeException failure =
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no message for you");
          }

          @Override
          public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no stack for you");
          }
        };

    assertThat(InnerRetries.in(failure, LONG)).isNull();
  }
}
