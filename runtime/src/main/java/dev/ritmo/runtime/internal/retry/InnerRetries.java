package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.internal.signal.Causes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Retries of other libraries within the body of a governed method, where they multiply with those
 * of Ritmo, send earlier than the provider asks for, and are unseen by the limiter. Some failures
 * say how often a request was sent. Others have come through the code of such retries, which the
 * stack shows, whether they are on or not: that is a suspicion, if the attempt took long enough for
 * a second request, and a {@link RetryWatch} finds out. A client that throws only after its own
 * retries have returned, as those of OpenAI and Anthropic do, hides them.
 *
 * @param title what they are
 * @param fix the line to change
 * @param code what the names of the classes begin with that run them
 */
record InnerRetries(String title, String fix, List<String> code) {

  private static final InnerRetries AWS =
      new InnerRetries(
          "the retries of the AWS SDK",
          ".retryStrategy(AwsRetryStrategy.doNotRetry()) on the client",
          List.of());

  private static final InnerRetries LANGCHAIN4J =
      new InnerRetries(
          "LangChain4j's own retries",
          ".maxRetries(0) on the builder of the model",
          List.of("dev.langchain4j.internal.RetryUtils"));

  private static final InnerRetries SPRING =
      new InnerRetries(
          "Spring's RetryTemplate",
          "one attempt, with spring.ai.retry.max-attempts=1 or a RetryTemplate that says so",
          List.of("org.springframework.retry.", "org.springframework.core.retry."));

  private static final List<InnerRetries> ON_THE_STACK = List.of(LANGCHAIN4J, SPRING);

  /** Has the failures of all attempts but the last as suppressed ones. */
  private static final String OF_ALL_ATTEMPTS = "org.springframework.core.retry.RetryException";

  /** The shortest time that any of them waits before it sends again. */
  private static final long SHORTEST_WAIT = 375_000_000;

  private static final Pattern AWS_ATTEMPTS = Pattern.compile("\\(SDK Attempt Count: (\\d+)\\)");

  /** What to say of them. */
  String warning(String limiter) {
    return "Limiter \"%s\": a failure came through %s, inside of Ritmo's. If they are on, every attempt sends several requests, earlier than the provider asks for and unseen by the limiter. Fix: %s."
        .formatted(limiter, title, fix);
  }

  /** Those of which a failure says that they have sent several requests; null if it does not. */
  static @Nullable InnerRetries shownBy(Throwable failure) {
    for (Throwable cause : Causes.of(failure)) {
      if (sentMoreThanOnce(Causes.message(cause))) {
        return AWS;
      }
      boolean isOfSpring = cause.getClass().getName().equals(OF_ALL_ATTEMPTS);
      if (isOfSpring && cause.getSuppressed().length > 0) {
        return SPRING;
      }
    }
    return null;
  }

  /**
   * Those that a failure has come through, and that may have sent several requests; null if there
   * are none.
   *
   * @param took how long the attempt took, in nanoseconds
   */
  static @Nullable InnerRetries in(Throwable failure, long took) {
    if (took < SHORTEST_WAIT) {
      return null;
    }
    List<Throwable> causes = Causes.of(failure);
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
        if (layer.has(thrown[i])) {
          return layer;
        }
      }
    }
    return null;
  }

  /** Whether a method is a part of them. */
  boolean has(StackTraceElement frame) {
    String type = frame.getClassName();
    return code.stream().anyMatch(type::startsWith);
  }

  /** Whether a thread with this stack waits between two of their requests. */
  boolean isPausing(StackTraceElement[] stack) {
    boolean isAsleep = false;
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      if (!type.startsWith("java.") && !type.startsWith("jdk.")) {
        return isAsleep && has(frame);
      }
      isAsleep |= frame.getMethodName().startsWith("sleep");
    }
    return false;
  }
}
