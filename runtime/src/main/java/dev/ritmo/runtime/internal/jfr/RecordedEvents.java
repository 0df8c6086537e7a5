package dev.ritmo.runtime.internal.jfr;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.LimiterEvent;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** The events as the flight recorder knows them. Loaded only where {@code jdk.jfr} is present. */
final class RecordedEvents {

  private RecordedEvents() {}

  static boolean areOn() {
    return jdk.jfr.FlightRecorder.isInitialized();
  }

  /** What all events have. */
  @Category("Ritmo")
  @StackTrace(false)
  abstract static class OfLimiter extends Event {}

  @Name("dev.ritmo.Refusal")
  @Label("Refusal")
  @Description("A limiter refused a call")
  static final class Refusal extends OfLimiter {

    @Label("Limiter")
    @Nullable String limiter;

    @Label("Method")
    @Nullable String method;

    @Label("Cause")
    @Description("What the call would have waited for; none if it can never be admitted")
    @Nullable String cause;

    @Label("Limit in the Way")
    @Nullable String limit;

    @Label("Retry After")
    @Description("When such a call may be admitted; negative if never")
    @Timespan
    long retryAfter;

    @Label("Waited")
    @Timespan
    long waited;
  }

  @Name("dev.ritmo.Rejection")
  @Label("Rejection")
  @Description("The provider has rejected a request, or was overloaded")
  static final class Rejection extends OfLimiter {

    @Label("Limiter")
    @Nullable String limiter;

    @Label("Method")
    @Nullable String method;

    @Label("Kind")
    @Nullable String kind;

    @Label("Reason")
    @Nullable String reason;

    @Label("Dimension")
    @Description("What the limit of the provider counts, if it says so")
    @Nullable String dimension;

    @Label("Stated Delay")
    @Description("How long the provider asks to wait; negative if it does not say")
    @Timespan
    long statedDelay;
  }

  @Name("dev.ritmo.Retry")
  @Label("Retry")
  @Description("A call is tried again, or given up")
  static final class Retry extends OfLimiter {

    @Label("Limiter")
    @Nullable String limiter;

    @Label("Method")
    @Nullable String method;

    @Label("Attempts so Far")
    int attempts;

    @Label("Reason")
    @Nullable String reason;

    @Label("Given Up")
    @Description("Why there is no other attempt: attempts, deadline, delay, budget, refused, begun")
    @Nullable String givenUp;

    @Label("Delay")
    @Timespan
    long delay;
  }

  @Name("dev.ritmo.Pause")
  @Label("Pause")
  @Description("A limiter, or one key of it, admits no call for some time")
  static final class Pause extends OfLimiter {

    @Label("Limiter")
    @Nullable String limiter;

    @Label("Pause")
    @Description("For how long; 0 if a pause has ended before its time")
    @Timespan
    long pause;
  }

  @Name("dev.ritmo.LimitChange")
  @Label("Limit Change")
  @Description("A limit was lowered because of rejections, restored, or replaced")
  static final class LimitChange extends OfLimiter {

    @Label("Limiter")
    @Nullable String limiter;

    @Label("Change")
    @Description("lowered, restored or changed")
    @Nullable String change;

    @Label("Declared Limit")
    @Nullable String declared;

    @Label("Effective Limit")
    @Nullable String effective;
  }

  static void record(LimiterEvent happened) {
    if (happened instanceof LimiterEvent.Refused refused) {
      Refusal event = new Refusal();
      event.limiter = refused.limiter();
      event.method = refused.method();
      event.cause = refused.cause().map(WaitCause::label).orElse(null);
      event.limit = text(refused.limit().orElse(null));
      event.retryAfter = nanos(refused.retryAfter());
      event.waited = nanos(refused.waited());
      event.commit();
    } else if (happened instanceof LimiterEvent.Rejected rejected) {
      Rejection event = new Rejection();
      event.limiter = rejected.limiter();
      event.method = rejected.method();
      event.kind = lower(rejected.signal().kind());
      event.reason = lower(rejected.signal().reason());
      Dimension meant = rejected.signal().meant();
      event.dimension = meant == null ? null : meant.element();
      event.statedDelay = rejected.signal().statedDelayNanos();
      event.commit();
    } else if (happened instanceof LimiterEvent.Retrying retry) {
      retry(retry, retry.attempt() - 1, retry.signal(), null, nanos(retry.delay()));
    } else if (happened instanceof LimiterEvent.GivenUp end) {
      retry(end, end.attempts(), end.signal(), end.cause().label(), 0);
    } else if (happened instanceof LimiterEvent.Paused paused) {
      pause(paused, nanos(paused.pause()));
    } else if (happened instanceof LimiterEvent.Resumed) {
      pause(happened, 0);
    } else if (happened instanceof LimiterEvent.Lowered lowered) {
      change(lowered, "lowered", lowered.declared(), lowered.kept());
    } else if (happened instanceof LimiterEvent.Restored restored) {
      change(restored, "restored", restored.declared(), restored.declared());
    } else if (happened instanceof LimiterEvent.Changed) {
      change(happened, "changed", null, null);
    }
  }

  private static void retry(
      LimiterEvent.OfCall call, int attempts, Signal signal, @Nullable String end, long delay) {
    Retry event = new Retry();
    event.limiter = call.limiter();
    event.method = call.method();
    event.attempts = attempts;
    event.reason = lower(signal.reason());
    event.givenUp = end;
    event.delay = delay;
    event.commit();
  }

  private static void pause(LimiterEvent happened, long nanos) {
    Pause event = new Pause();
    event.limiter = happened.limiter();
    event.pause = nanos;
    event.commit();
  }

  private static void change(
      LimiterEvent happened, String change, @Nullable Limit declared, @Nullable Limit effective) {
    LimitChange event = new LimitChange();
    event.limiter = happened.limiter();
    event.change = change;
    event.declared = text(declared);
    event.effective = text(effective);
    event.commit();
  }

  static @Nullable String text(@Nullable Limit limit) {
    return limit == null ? null : limit.toString();
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static long nanos(Duration duration) {
    return duration.equals(ChronoUnit.FOREVER.getDuration()) ? -1 : duration.toNanos();
  }
}
