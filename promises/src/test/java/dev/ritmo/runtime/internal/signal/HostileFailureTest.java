package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures that throw, never end, or are full of nonsense: never an exception, never a wait. */
@Timeout(10)
final class HostileFailureTest {

  private static final long LONGEST = Duration.ofDays(400).toNanos();

  private static Signal signal(Throwable failure) {
    return Signals.of(failure, Instant.parse("2026-11-23T12:00:00Z"));
  }

  @Property(tries = 1000)
  void whateverAProviderSaysIsClassified(
      @ForAll String body, @ForAll String header, @ForAll int status) {
    Map<String, String> headers =
        Map.of(
            "Retry-After", header,
            "Date", header,
            "x-should-retry", header,
            "x-ratelimit-remaining-tokens", "0",
            "x-ratelimit-reset-tokens", header);

    Signal signal = signal(Clients.jdk(status, headers, body));

    assertThat(signal.statedDelayNanos()).isAtLeast(Signal.NONE);
    assertThat(signal.statedDelayNanos()).isAtMost(LONGEST);
  }

  @Test
  void megabytesAreReadInPart() {
    String rest = "\"try again in 9s\"".repeat(1 << 20);
    String body = "{\"error\":{\"code\":\"slow_down\"," + rest;

    assertThat(signal(Clients.jdk(429, Map.of(), body)).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(signal(Clients.langChain4j(429, body)).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(signal(Clients.jdk(429, Map.of(), "{".repeat(16 << 20))).kind())
        .isEqualTo(Kind.REJECTED);
  }

  @Test
  void manyCausesWithMegabytesEachAreReadInPart() {
    String text = "{\"a\":\"" + "try again in ".repeat(1 << 18);
    RuntimeException failure = new RuntimeException(text);
    for (int i = 0; i < 100; i++) {
      failure = new RuntimeException(i + text, failure);
    }

    assertThat(signal(failure)).isEqualTo(Signal.of(Kind.UNKNOWN));
  }

  @Test
  void headersWithoutEndAreReadInPart() {
    assertThat(signal(new WithHeaders(new Endless())).kind()).isEqualTo(Kind.REJECTED);
  }

  @Test
  void accessorsThatLeadBackToTheFailureEnd() {
    assertThat(signal(new Circular())).isEqualTo(Signal.of(Kind.UNKNOWN));
  }

  @Test
  void whatThrowsErrorsIsUnknown() {
    assertThat(signal(new Throwing())).isEqualTo(Signal.of(Kind.UNKNOWN));
    assertThat(signal(new RuntimeException("mine", new Throwing())))
        .isEqualTo(Signal.of(Kind.UNKNOWN));
  }

  @Test
  void whatThrowsAnyErrorIsUnknown() {
    RuntimeException failure =
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new AssertionError("message");
          }

          @Override
          public synchronized Throwable getCause() {
            throw new AssertionError("cause");
          }
        };

    assertThat(signal(failure)).isEqualTo(Signal.of(Kind.UNKNOWN));
    assertThat(Causes.of(failure)).containsExactly(failure);
  }

  @Test
  void textsThatThrowSayNothing() {
    assertThat(signal(new WithHeaders(Map.of("Retry-After", new Unreadable()))))
        .isEqualTo(Signal.of(Kind.REJECTED));
    assertThat(signal(new WithHeaders(Map.of("Retry-After", List.of(new Unreadable())))))
        .isEqualTo(Signal.of(Kind.REJECTED));
  }

  static final class WithHeaders extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Map<String, ?> headers;

    WithHeaders(Map<String, ?> headers) {
      this.headers = headers;
    }

    public int statusCode() {
      return 429;
    }

    public Map<String, ?> headers() {
      return headers;
    }
  }

  private static final class Endless extends AbstractMap<String, String> {
    @Override
    public Set<Entry<String, String>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Entry<String, String>> iterator() {
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return true;
            }

            @Override
            public Entry<String, String> next() {
              return Map.entry("x", "y");
            }
          };
        }

        @Override
        public int size() {
          return Integer.MAX_VALUE;
        }
      };
    }
  }

  @SuppressWarnings("unused") // found by reflection
  static final class Circular extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Circular response() {
      return this;
    }

    public Circular headers() {
      return this;
    }

    public Circular get(String name) {
      return this;
    }

    public Circular status() {
      return this;
    }

    public Circular value() {
      return this;
    }

    public Circular errorBody() {
      return this;
    }
  }

  static final class Throwing extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new StackOverflowError("message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new NoClassDefFoundError("cause");
    }

    @Override
    public String toString() {
      throw new AssertionError("text");
    }
  }

  static final class Unreadable implements CharSequence {
    @Override
    public int length() {
      return 5;
    }

    @Override
    public char charAt(int index) {
      throw new IllegalStateException();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      throw new IllegalStateException();
    }
  }
}
