package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The numbers in force: those in the code, unless the environment says otherwise under {@code
 * ritmo.limiter.<name>.<element>} or {@code ritmo.retry.<name>.<element>}. A duration counts in the
 * {@code unit} given there, or else in the one in the code. What makes no sense is logged and
 * ignored, with everything else that overrides the same limit, wait or retry. Immutable.
 */
public final class Overrides {

  private final Function<String, @Nullable String> values;

  /** Overrides by these values; null where there is none. */
  public Overrides(Function<String, @Nullable String> values) {
    this.values = values;
  }

  /** The limits in force for those in the code. */
  public List<Limit> limits(String limiter, List<Limit> declared) {
    return declared.stream().map(limit -> limit(limiter, limit)).toList();
  }

  private Limit limit(String limiter, Limit declared) {
    Elements elements = new Elements("ritmo.limiter." + limiter + ".");
    return elements.orDeclared(
        declared,
        () -> {
          TimeUnit unit = declared.unit();
          return Limit.calls(
              elements.number("calls", Integer::valueOf, (int) declared.amount()),
              elements.number("period", Long::valueOf, declared.period()),
              elements.text("period") == null ? unit : elements.unit(unit));
        });
  }

  /** The longest wait in force, of a method as it is in the code. */
  public GovernedMethod maxWait(GovernedMethod declared) {
    Elements elements = new Elements("ritmo.limiter." + declared.limiter() + ".");
    return elements.orDeclared(
        declared,
        () -> {
          String wait = elements.text("maxWait");
          if (wait == null) {
            return declared;
          }
          TimeUnit unit =
              declared.limits().isEmpty() ? TimeUnit.SECONDS : declared.limits().get(0).unit();
          return wait.equalsIgnoreCase("FOREVER")
              ? declared.maxWait(GovernedMethod.FOREVER, unit)
              : declared.maxWait(
                  elements.number("maxWait", Long::valueOf, 0L), elements.unit(unit));
        });
  }

  /** The retry in force for that in the code. */
  public RetrySettings retry(String limiter, RetrySettings declared) {
    Elements elements = new Elements("ritmo.retry." + limiter + ".");
    return elements.orDeclared(
        declared,
        () -> {
          TimeUnit unit = elements.unit(declared.unit());
          return new RetrySettings(
              elements.number("maxAttempts", Integer::valueOf, declared.maxAttempts()),
              elements.nanos("initialDelay", unit, declared.initialDelayNanos()),
              elements.nanos("maxDelay", unit, declared.maxDelayNanos()),
              elements.number("multiplier", Double::valueOf, declared.multiplier()),
              elements.number("jitter", Double::valueOf, declared.jitter()),
              elements.nanos("deadline", unit, declared.deadlineNanos()),
              unit,
              declared.retryOn(),
              declared.abortOn());
        });
  }

  /** The elements under one prefix. */
  private final class Elements {

    private final String prefix;

    Elements(String prefix) {
      this.prefix = prefix;
    }

    @Nullable String text(String element) {
      String value = values.apply(prefix + element);
      return value == null ? null : value.trim();
    }

    TimeUnit unit(TimeUnit declared) {
      return parsed(
          "unit", "a unit", name -> TimeUnit.valueOf(name.toUpperCase(Locale.ROOT)), declared);
    }

    <N extends Number> N number(String element, Function<String, N> parse, N declared) {
      return parsed(element, "a number", parse, declared);
    }

    long nanos(String element, TimeUnit unit, long declared) {
      if (text(element) == null) {
        return declared;
      }
      long duration = number(element, Long::valueOf, 0L);
      return duration < 0 ? duration : unit.toNanos(duration);
    }

    private <T> T parsed(String element, String what, Function<String, T> parse, T declared) {
      String value = text(element);
      if (value == null) {
        return declared;
      }
      try {
        return parse.apply(value);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s must be %s, but was \"%s\"".formatted(element, what, value), e);
      }
    }

    <T> T orDeclared(T declared, Supplier<T> inForce) {
      try {
        return inForce.get();
      } catch (IllegalArgumentException e) {
        System.getLogger("dev.ritmo")
            .log(
                System.Logger.Level.WARNING,
                "Ignored what overrides {0}*: {1}. In force is what the code says: {2}",
                prefix,
                e.getMessage(),
                declared);
        return declared;
      }
    }
  }
}
