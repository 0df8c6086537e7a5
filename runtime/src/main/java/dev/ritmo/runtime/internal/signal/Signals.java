package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import java.time.Instant;

/**
 * Classifies failures by the first cause that is recognised: an exception of LangChain4j by its
 * name, any other by the HTTP status it carries. {@link Error}s are never curable. Reflects only
 * when something has failed, and never throws.
 */
public final class Signals {

  private static final String LANGCHAIN4J = "dev.langchain4j.exception.";

  private Signals() {}

  /**
   * What a failure says.
   *
   * @param now the time of day, for times stated as a date
   */
  public static Signal of(Throwable failure, Instant now) {
    Kind kind = Kind.UNKNOWN;
    long delay = Signal.NONE;
    for (Throwable cause : Causes.of(failure)) {
      if (cause instanceof Error) {
        break;
      }
      HttpFailure http = HttpFailure.of(cause);
      if (kind == Kind.UNKNOWN) {
        kind = kindByName(cause.getClass());
      }
      if (kind == Kind.UNKNOWN) {
        kind = kindByStatus(http.status());
      }
      if (delay == Signal.NONE) {
        delay = RetryAfter.delay(http, now);
      }
    }
    return new Signal(kind, null, kind == Kind.UNKNOWN ? Signal.NONE : delay);
  }

  private static Kind kindByName(Class<?> type) {
    Kind kind = Kind.UNKNOWN;
    for (Class<?> t = type; t != null && kind == Kind.UNKNOWN; t = t.getSuperclass()) {
      kind =
          switch (t.getName()) {
            case LANGCHAIN4J + "RateLimitException" -> Kind.REJECTED;
            case LANGCHAIN4J + "InternalServerException" -> Kind.OVERLOADED;
            case LANGCHAIN4J + "TimeoutException" -> Kind.TRANSIENT;
            default -> Kind.UNKNOWN;
          };
    }
    return kind;
  }

  private static Kind kindByStatus(int status) {
    return switch (status) {
      case 429 -> Kind.REJECTED;
      case 503, 529 -> Kind.OVERLOADED;
      default -> Kind.UNKNOWN;
    };
  }
}
