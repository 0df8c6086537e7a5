package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.WaitCause;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a refusal tells people and web handlers. */
final class RateLimitExceededExceptionTest {

  private static final Limit LIMIT = Limit.calls(10, 60, TimeUnit.SECONDS);

  private static RateLimitExceededException after(Duration wait) {
    return new RateLimitExceededException("api", LIMIT, wait);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 1",
    "PT0.000000001S, 1",
    "PT1S, 1",
    "PT1.000000001S, 2",
    "PT59.3S, 60",
    "PT77H, 277200",
    "PT2562047788015H12M7.9S, 9223372036854728"
  })
  void secondsAreRoundedUpToWhatAHeaderTakes(Duration wait, long seconds) {
    assertThat(after(wait).retryAfterSeconds()).isEqualTo(seconds);
    assertThat(after(wait).isPermanent()).isFalse();
  }

  @Test
  void whatNeverHelpsIsNoTime() {
    for (RateLimitExceededException refusal :
        new RateLimitExceededException[] {
          RateLimitExceededException.shutDown("api"),
          RateLimitExceededException.tooLarge("api", LIMIT, 11)
        }) {
      assertThat(refusal.isPermanent()).isTrue();
      assertThat(refusal.retryAfterSeconds()).isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  void itSaysWhatTheCallWouldHaveWaitedFor() {
    Duration minute = Duration.ofMinutes(1);

    assertThat(new RateLimitExceededException("api", null, minute).waitCause())
        .hasValue(WaitCause.PAUSE);
    assertThat(new RateLimitExceededException("api", Limit.concurrent(3), minute).waitCause())
        .hasValue(WaitCause.SLOT);
    assertThat(new RateLimitExceededException("api", LIMIT, minute).waitCause())
        .hasValue(WaitCause.LIMIT);
    RateLimitExceededException otherKeys =
        RateLimitExceededException.late("api", WaitCause.SHARED, null, minute);
    assertThat(otherKeys.waitCause()).hasValue(WaitCause.SHARED);
    assertThat(otherKeys).hasMessageThat().contains("(shared: other keys go first)");
    assertThat(RateLimitExceededException.shutDown("api").waitCause()).isEmpty();
    assertThat(RateLimitExceededException.tooLarge("api", LIMIT, 11).waitCause()).isEmpty();
  }

  @Test
  void theMessageIsReadable() {
    assertThat(after(Duration.ofHours(77)))
        .hasMessageThat()
        .isEqualTo(
            "Limiter \"api\" refused the call: its turn would come in 3 days 5 hours, later than it may wait (limit: 10 calls per 60 s). Fix: come back then, or raise maxWait.");
  }

  @Test
  void theMessageHasAsciiDigitsInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(after(Duration.ofSeconds(90)))
          .hasMessageThat()
          .contains("in 1 minute 30 seconds, later");
      assertThat(RateLimitExceededException.tooLarge("api", LIMIT, 1234))
          .hasMessageThat()
          .contains("asks for 1234 calls");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theTimeSurvivesSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(after(Duration.ofMillis(1500)));
    }

    Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(((RateLimitExceededException) read).retryAfterSeconds()).isEqualTo(2);
  }
}
