package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.internal.config.Element.Kind;
import dev.ritmo.runtime.internal.text.ReadableDuration;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The numbers in force: those in the code, unless overridden by {@code
 * ritmo.limiter.<name>.<element>} or {@code ritmo.retry.<name>.<element>}. A duration is in the
 * overriding {@code unit}, or else in the one in the code. An invalid value is logged once and
 * ignored, with all other overrides of the same limit, wait or retry. Immutable.
 *
 * <p>If the limits of a limiter have several periods, their elements carry the number of the period
 * in the order of the code: {@code ritmo.limiter.<name>.calls.2}. {@code concurrent} and {@code
 * maxWait} belong to the whole limiter and are never numbered. If a limiter has limits over all
 * calls and others for each key, the latter are under {@code
 * ritmo.limiter.<name>.perKey.<element>}, with their own numbers. {@code accountPerKey} is true or
 * false.
 *
 * <p>Elements have relaxed spellings, {@code max-wait} and {@code MAX_WAIT}; names do not.
 */
public final class Overrides {

  private static final String MAX_WAIT = "maxWait";
  private static final String INFERENCE = "inference";
  private static final String SETUP = "setup";
  private static final String ACCOUNT_PER_KEY = "accountPerKey";
  private static final String UNIT = "unit";
  private static final List<String> OF_RETRY =
      List.of("maxAttempts", "initialDelay", "maxDelay", "multiplier", "jitter", "deadline", UNIT);
  private static final List<String> OF_BUDGET =
      List.of("budgetPerSuccess", "budgetReserve", "budgetMost");

  /** Overrides nothing. This usual case must not slow down the start of a program. */
  static final Overrides NONE = new Overrides(new Settings(List.of()));

  private final Settings settings;
  private final boolean isEmpty;

  Overrides(Settings settings) {
    this.settings = settings;
    this.isEmpty = settings.isEmpty();
  }

  /** Overrides by these values, as if they were system properties. */
  Overrides(Map<String, String> values) {
    this(new Settings(List.of(Source.ofProperties("system property", values))));
  }

  Settings settings() {
    return settings;
  }

  boolean isEmpty() {
    return isEmpty;
  }

  /** The limits in force for the declared ones. */
  public List<Limit> limits(String limiter, List<Limit> declared) {
    return isEmpty
        ? declared
        : new LimitOverrides(elements(Kind.LIMITER, limiter), declared).inForce();
  }

  /** As {@link #limits(String, List)}, with those for each key. */
  public Limits limits(String limiter, Limits declared) {
    if (isEmpty) {
      return declared;
    }
    Elements elements = elements(Kind.LIMITER, limiter);
    List<Limit> overall = declared.overall();
    List<Limit> perKey = declared.perKey();
    if (overall.isEmpty() || perKey.isEmpty()) {
      elements.perKey().ofLimits().forEach(setting -> warn(setting, declared));
    }
    return declared
        .overall(overall.isEmpty() ? overall : overall(elements, declared).inForce())
        .perKey(perKey.isEmpty() ? perKey : perKey(elements, declared).inForce())
        .keysAreAccounts(declared.hasKeys() && keysAreAccounts(elements, declared))
        .infers(infers(elements, declared))
        .setup(setup(elements, declared));
  }

  private static Duration setup(Elements elements, Limits declared) {
    long inCode = declared.setup().toMillis();
    return elements.orDeclared(
        declared.setup(),
        List.of(SETUP),
        () -> inCode + " ms",
        () -> {
          long millis = elements.number(SETUP, Long::valueOf, inCode);
          return millis == inCode
              ? declared.setup()
              : declared.setup(Duration.ofMillis(millis)).setup();
        });
  }

  private static boolean infers(Elements elements, Limits declared) {
    boolean inCode = declared.infers();
    return elements.orDeclared(
        inCode,
        List.of(INFERENCE),
        () -> inCode ? "on" : "off",
        () -> elements.onOrOff(INFERENCE, inCode));
  }

  private static void warn(Setting setting, Limits declared) {
    Reports.once(
        "Ignored the " + setting,
        ": it overrides none of the limits in the code, "
            + declared
            + ". perKey is for limits for each key beside limits of all calls");
  }

  static LimitOverrides overall(Elements elements, Limits declared) {
    return new LimitOverrides(elements, declared.overall());
  }

  static LimitOverrides perKey(Elements elements, Limits declared) {
    Elements ofKeys = declared.overall().isEmpty() ? elements : elements.perKey();
    return new LimitOverrides(ofKeys, declared.perKey());
  }

  private static boolean keysAreAccounts(Elements elements, Limits declared) {
    boolean inCode = declared.keysAreAccounts();
    return elements.orDeclared(
        inCode,
        List.of(ACCOUNT_PER_KEY),
        () -> Boolean.toString(inCode),
        () -> elements.flag(ACCOUNT_PER_KEY, inCode));
  }

  /** The method with the maximum wait in force. */
  public GovernedMethod maxWait(GovernedMethod declared) {
    if (isEmpty) {
      return declared;
    }
    Elements elements = elements(Kind.LIMITER, declared.limiter());
    String wait = elements.text(MAX_WAIT);
    if (wait == null) {
      return declared;
    }
    TimeUnit unit = unitOf(declared);
    return elements.orDeclared(
        declared,
        List.of(MAX_WAIT, UNIT),
        () -> maxWaitText(declared.maxWaitNanos()),
        () ->
            wait.equalsIgnoreCase("FOREVER")
                ? declared.maxWait(GovernedMethod.FOREVER, unit)
                : declared.maxWait(
                    elements.number(MAX_WAIT, Long::valueOf, 0L), elements.unit(unit)));
  }

  private static String maxWaitText(long nanos) {
    if (nanos == GovernedMethod.DEFAULT_WAIT) {
      return "1 minute";
    }
    return nanos == GovernedMethod.FOREVER ? "FOREVER" : ReadableDuration.words(nanos);
  }

  /** The retry settings in force for the declared ones. */
  public RetrySettings retry(String limiter, RetrySettings declared) {
    if (isEmpty) {
      return declared;
    }
    Elements elements = elements(Kind.RETRY, limiter);
    return elements.orDeclared(
        declared,
        OF_RETRY,
        () -> text(declared),
        () -> {
          TimeUnit unit = elements.unit(declared.unit());
          return declared
              .maxAttempts(elements.number("maxAttempts", Integer::valueOf, declared.maxAttempts()))
              .delays(
                  elements.nanos("initialDelay", unit, declared.initialDelayNanos()),
                  elements.nanos("maxDelay", unit, declared.maxDelayNanos()),
                  TimeUnit.NANOSECONDS)
              .multiplier(elements.number("multiplier", Double::valueOf, declared.multiplier()))
              .jitter(elements.number("jitter", Double::valueOf, declared.jitter()))
              .deadline(
                  elements.nanos("deadline", unit, declared.deadlineNanos()), TimeUnit.NANOSECONDS)
              .unit(unit);
        });
  }

  private static String text(RetrySettings settings) {
    return "%s attempts, delays from %s to %s"
        .formatted(
            settings.maxAttempts(),
            ReadableDuration.words(settings.initialDelayNanos()),
            ReadableDuration.words(settings.maxDelayNanos()));
  }

  /** The retry budget in force for the declared one. */
  public RetryBudget budget(String limiter, RetryBudget declared) {
    if (isEmpty) {
      return declared;
    }
    Elements elements = elements(Kind.RETRY, limiter);
    return elements.orDeclared(
        declared,
        OF_BUDGET,
        declared::toString,
        () -> {
          int reserve = elements.number("budgetReserve", Integer::valueOf, declared.reserve());
          return new RetryBudget(
              elements.number("budgetPerSuccess", Double::valueOf, declared.perSuccess()),
              reserve,
              elements.number("budgetMost", Integer::valueOf, Math.max(reserve, declared.most())));
        });
  }

  /** The unit of the first limit with a period; a limit of concurrent calls has none. */
  private static TimeUnit unitOf(GovernedMethod declared) {
    return Stream.concat(declared.limits().stream(), declared.limitsPerKey().stream())
        .filter(limit -> limit.dimension() != Dimension.SLOTS)
        .map(Limit::unit)
        .findFirst()
        .orElse(TimeUnit.SECONDS);
  }

  Elements elements(Kind kind, String name) {
    return new Elements(kind.prefix + name + ".", settings.of(kind, name));
  }
}
