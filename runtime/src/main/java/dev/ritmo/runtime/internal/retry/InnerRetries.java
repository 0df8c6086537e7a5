package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.internal.signal.Causes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Retries of other libraries within the body of a governed method, where they multiply with those
 * of Ritmo, send earlier than the provider asks for, and are unseen by the limiter. A failure shows
 * them by the stack that it was thrown on, together with the time that the attempt took, or by
 * saying how often a request was sent. A client that throws only after its own retries have
 * returned, as those of OpenAI and Anthropic do, hides them.
 *
 * @param title what they are
 * @param fix the line to change
 * @param classes those that run them, on the stack
 */
record InnerRetries(String title, String fix, List<String> classes) {

  private static final InnerRetries AWS =
      new InnerRetries(
          "the retries of the AWS SDK",
          ".retryStrategy(AwsRetryStrategy.doNotRetry()) on the client",
          List.of());

  private static final List<InnerRetries> ON_THE_STACK =
      List.of(
          new InnerRetries(
              "LangChain4j's own retries",
              ".maxRetries(0) on the builder of the model",
              List.of("dev.langchain4j.internal.RetryUtils")),
          new InnerRetries(
              "Spring's RetryTemplate",
              "one attempt, with spring.ai.retry.max-attempts=1 or a RetryTemplate that says so",
              List.of(
                  "org.springframework.retry.support.RetryTemplate",
                  "org.springframework.core.retry.RetryTemplate")));

  /** The shortest time that any of them waits before it sends again. */
  private static final long SHORTEST_WAIT = 375_000_000;

  private static final Pattern AWS_ATTEMPTS = Pattern.compile("\\(SDK Attempt Count: (\\d+)\\)");

  /** What to say of them. */
  String warning(String limiter) {
    return "Limiter \"%s\": a failure came through %s, inside of Ritmo's. If they are on, every attempt sends several requests, earlier than the provider asks for and unseen by the limiter. Fix: %s."
        .formatted(limiter, title, fix);
  }

  /**
   * Those that a failure has come through; null if it shows none.
   *
   * @param took how long the attempt took, in nanoseconds
   */
  static @Nullable InnerRetries in(Throwable failure, long took) {
    List<Throwable> causes = Causes.of(failure);
    for (Throwable cause : causes) {
      if (sentMoreThanOnce(Causes.message(cause))) {
        return AWS;
      }
    }
    if (took < SHORTEST_WAIT) {
      return null;
    }
    StackTraceElement[] here = new Throwable().getStackTrace();
    for (Throwable cause : causes) {
      InnerRetries found = within(stackOf(cause), here);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static StackTraceElement[] stackOf(Throwable failure) {
    try {
      return failure.getStackTrace();
    } catch (RuntimeException e) {
      return new StackTraceElement[0]; // from an exception that has its own
    }
  }

  private static boolean sentMoreThanOnce(@Nullable String message) {
    Matcher attempts = AWS_ATTEMPTS.matcher(message == null ? "" : message);
    return attempts.find() && !attempts.group(1).equals("1");
  }

  /** Looks at what was called by the method that both stacks went through last. */
  private static @Nullable InnerRetries within(
      StackTraceElement[] thrown, StackTraceElement[] here) {
    int inside = thrown.length;
    for (int i = here.length; inside > 0 && i > 0 && thrown[inside - 1].equals(here[i - 1]); i--) {
      inside--;
    }
    for (int i = 0; i < inside; i++) {
      for (InnerRetries layer : ON_THE_STACK) {
        String type = thrown[i].getClassName();
        if (layer.classes.stream().anyMatch(type::startsWith)) {
          return layer;
        }
      }
    }
    return null;
  }
}
