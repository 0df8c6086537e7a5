package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers in force: those in the code, unless the environment says otherwise under {@code
 * ritmo.limiter.<name>.<element>} or {@code ritmo.retry.<name>.<element>}. A duration counts in the
 * {@code unit} given there, or else in the one in the code. What makes no sense is logged and
 * ignored, with everything else that overrides the same limit, wait or retry. Immutable.
 *
 * <p>Where the limits of a limiter have several periods, their elements carry the number of the
 * period in the order of the code: {@code ritmo.limiter.<name>.calls.2}. {@code concurrent} and
 * {@code maxWait} are the limiter's, and never carry one. Where a limiter has limits for all calls
 * and others for each key, the elements of the latter stand under {@code
 * ritmo.limiter.<name>.perKey.<element>}, with numbers of their own. {@code accountPerKey} is true
 * or false.
 */
public final class Overrides {

  private final Function<String, @Nullable String> values;
  private final boolean isEmpty;

  /** Overrides nothing: the usual case, which is to cost nothing when a program starts. */
  static final Overrides NONE = new Overrides(new Nothing(), true);

  /** Overrides by these values; null where there is none. */
  public Overrides(Function<String, @Nullable String> values) {
    this(values, false);
  }

  private Overrides(Function<String, @Nullable String> values, boolean isEmpty) {
    this.values = values;
    this.isEmpty = isEmpty;
  }

  /** The limits in force for those in the code. */
  public List<Limit> limits(String limiter, List<Limit> declared) {
    if (isEmpty) {
      return declared;
    }
    return inForce(elements("ritmo.limiter.", limiter), declared);
  }

  /** As {@link #limits(String, List)}, with those for each key. */
  public Limits limits(String limiter, Limits declared) {
    if (isEmpty) {
      return declared;
    }
    Elements elements = elements("ritmo.limiter.", limiter);
    List<Limit> overall = declared.overall();
    List<Limit> perKey = declared.perKey();
    Elements ofKeys = overall.isEmpty() ? elements : elements.perKey();
    return new Limits(
        overall.isEmpty() ? overall : inForce(elements, overall),
        perKey.isEmpty() ? perKey : inForce(ofKeys, perKey),
        declared.maxKeys(),
        declared.hasKeys() && keysAreAccounts(elements, declared),
        infers(elements, declared));
  }

  private static boolean infers(Elements elements, Limits declared) {
    boolean inCode = declared.infers();
    return elements.orDeclared(inCode, () -> elements.onOrOff("inference", inCode));
  }

  private static boolean keysAreAccounts(Elements elements, Limits declared) {
    boolean inCode = declared.keysAreAccounts();
    return elements.orDeclared(inCode, () -> elements.flag("accountPerKey", inCode));
  }

  private static List<Limit> inForce(Elements elements, List<Limit> declared) {
    return new LimitOverrides(elements, declared).inForce();
  }

  /** As {@link #limits(String, Limits)}, of one limiter. */
  public UnaryOperator<Limits> ofLimiter(String limiter) {
    return new OfLimiter(this, limiter);
  }

  /** The longest wait in force, of a method as it is in the code. */
  public GovernedMethod maxWait(GovernedMethod declared) {
    if (isEmpty) {
      return declared;
    }
    Elements elements = elements("ritmo.limiter.", declared.limiter());
    return elements.orDeclared(
        declared,
        () -> {
          String wait = elements.text("maxWait");
          if (wait == null) {
            return declared;
          }
          TimeUnit unit = unitOf(declared);
          return wait.equalsIgnoreCase("FOREVER")
              ? declared.maxWait(GovernedMethod.FOREVER, unit)
              : declared.maxWait(
                  elements.number("maxWait", Long::valueOf, 0L), elements.unit(unit));
        });
  }

  /** The retry in force for that in the code. */
  public RetrySettings retry(String limiter, RetrySettings declared) {
    if (isEmpty) {
      return declared;
    }
    Elements elements = elements("ritmo.retry.", limiter);
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

  /** The retry budget in force for that in the code. */
  public RetryBudget budget(String limiter, RetryBudget declared) {
    if (isEmpty) {
      return declared;
    }
    Elements elements = elements("ritmo.retry.", limiter);
    return elements.orDeclared(
        declared,
        () -> {
          int reserve = elements.number("budgetReserve", Integer::valueOf, declared.reserve());
          return new RetryBudget(
              elements.number("budgetPerSuccess", Double::valueOf, declared.perSuccess()),
              reserve,
              elements.number("budgetMost", Integer::valueOf, Math.max(reserve, declared.most())));
        });
  }

  /** As {@link #budget}, of one limiter; null if nothing is overridden. */
  public @Nullable UnaryOperator<RetryBudget> ofBudget(String limiter) {
    return isEmpty ? null : declared -> budget(limiter, declared);
  }

  /** That of the first limit with a period; concurrent calls have none. */
  private static TimeUnit unitOf(GovernedMethod declared) {
    return Stream.concat(declared.limits().stream(), declared.limitsPerKey().stream())
        .filter(limit -> limit.dimension() != Dimension.SLOTS)
        .map(Limit::unit)
        .findFirst()
        .orElse(TimeUnit.SECONDS);
  }

  private Elements elements(String of, String limiter) {
    return new Elements(of + limiter + ".", values);
  }

  /** A class and no lambda, which would be the first of many programs. */
  private record OfLimiter(Overrides overrides, String limiter) implements UnaryOperator<Limits> {

    @Override
    public Limits apply(Limits declared) {
      return overrides.limits(limiter, declared);
    }
  }

  /** A class for the same reason. */
  private static final class Nothing implements Function<String, @Nullable String> {

    @Override
    public @Nullable String apply(String key) {
      return null;
    }
  }
}
