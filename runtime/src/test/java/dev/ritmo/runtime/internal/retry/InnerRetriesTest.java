package dev.ritmo.runtime.internal.retry;

import static com.google.common.truth.Truth.assertThat;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
  void aThreadPausesWhereItSleepsInTheirCode() {
    InnerRetries found =
        InnerRetries.in(thrownThrough("dev.langchain4j.internal.RetryUtils$RetryPolicy"), LONG);
    StackTraceElement[] pausing =
        stack(
            "java.lang.Thread.sleep",
            "dev.langchain4j.internal.RetryUtils$RetryPolicy.sleep",
            "acme.A.b");
    StackTraceElement[] sending =
        stack(
            "java.lang.Thread.sleep",
            "acme.Client.send",
            "dev.langchain4j.internal.RetryUtils$RetryPolicy.withRetry");
    StackTraceElement[] waiting =
        stack("java.lang.Object.wait", "dev.langchain4j.internal.RetryUtils$RetryPolicy.withRetry");

    assertThat(requireNonNull(found).isPausing(pausing)).isTrue();
    assertThat(found.isPausing(sending)).isFalse();
    assertThat(found.isPausing(waiting)).isFalse();
    assertThat(found.isPausing(new StackTraceElement[0])).isFalse();
  }

  private static StackTraceElement[] stack(String... methods) {
    return Stream.of(methods)
        .map(
            method -> {
              int end = method.lastIndexOf('.');
              return new StackTraceElement(
                  method.substring(0, end), method.substring(end + 1), "Some.java", 1);
            })
        .toArray(StackTraceElement[]::new);
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
