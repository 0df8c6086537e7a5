package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.internal.signal.Causes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Retries of other libraries within the body of a governed method. They multiply with those of
 * Ritmo, send earlier than the provider asks, and are invisible to the limiter. Some failures say
 * how often a request was sent. Others have the code of such retries on their stack, whether these
 * are enabled or not: that is a suspicion if the attempt took long enough for a second request, and
 * a {@link RetryWatch} finds out. Clients that throw after their retries have returned, like those
 * of OpenAI and Anthropic, hide them.
 *
 * @param title their name, for the message
 * @param fix the line to change
 * @param code prefixes of the names of the classes that run them
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

  /** Its suppressed exceptions are the failures of all attempts except the last. */
  private static final String OF_ALL_ATTEMPTS = "org.springframework.core.retry.RetryException";

  /** The shortest wait of any of them before a second request. */
  private static final long SHORTEST_WAIT = 375_000_000;

  private static final Pattern AWS_ATTEMPTS = Pattern.compile("\\(SDK Attempt Count: (\\d+)\\)");

  /** The text of the warning. */
  String warning(String limiter) {
    return "Limiter \"%s\": a failure came through %s, inside of Ritmo's. If they are on, every attempt sends several requests, earlier than the provider asks for and unseen by the limiter. Fix: %s."
        .formatted(limiter, title, fix);
  }

  /** The retries that sent several requests, according to the failure; null if none. */
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
   * The retries on the stack of a failure that may have sent several requests; null if there are
   * none.
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
      return new StackTraceElement[0]; // from an exception that overrides getStackTrace
    }
  }

  private static boolean sentMoreThanOnce(@Nullable String message) {
    Matcher attempts = AWS_ATTEMPTS.matcher(message == null ? "" : message);
    return attempts.find() && !attempts.group(1).equals("1");
  }

  /** Searches the frames of {@code thrown} above the last one that both stacks have in common. */
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

  /** Whether a frame belongs to them. */
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
