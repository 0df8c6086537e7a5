package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.TimeSource;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All limiters by name. Safe for use by many threads. */
public final class LimiterRegistry {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private static volatile LimiterRegistry current = new LimiterRegistry(TimeSource.system(), false);

  private final Timeline timeline;
  private final boolean isOff;
  private final ConcurrentMap<String, Declared> limiters = new ConcurrentHashMap<>();

  private LimiterRegistry(TimeSource time, boolean isOff) {
    this.timeline = new Timeline(time);
    this.isOff = isOff;
  }

  /** The timeline that all of them run on. */
  public Timeline timeline() {
    return timeline;
  }

  /** Whether everything passes. */
  public boolean isOff() {
    return isOff;
  }

  /** The limiters of this process. */
  public static LimiterRegistry current() {
    return current;
  }

  /**
   * Starts anew without any limiter, on this time; whoever waits goes on waiting in the old ones.
   */
  public static void reset(TimeSource time) {
    current = new LimiterRegistry(time, false);
  }

  /** Starts anew; whoever comes from now on passes. */
  public static void switchOff() {
    current = new LimiterRegistry(TimeSource.system(), true);
  }

  /**
   * The limiter of that name, made if there is none.
   *
   * @param declared the limits in the code
   * @param by who declares them, for the message
   * @param configuration gives the numbers in force for those in the code
   * @throws IllegalStateException if the name is taken by a limiter with other limits
   */
  public Admission declare(String name, Limits declared, String by, Configuration configuration) {
    return declare(name, declared, Declarer.named(by), configuration);
  }

  /**
   * As {@link #declare(String, Limits, String, Configuration)}. Other limits by the same type from
   * another class loader are those of a program that was loaded anew, and are kept from now on.
   */
  public Admission declare(String name, Limits declared, Declarer by, Configuration configuration) {
    Declared limiter = limiters.get(name);
    if (limiter == null) {
      Declared made =
          new Declared(declared, by.text(), make(name, declared, configuration), new Declarers(by));
      Declared earlier = limiters.putIfAbsent(name, made);
      limiter = earlier == null ? made : earlier;
      if (earlier == null && !isOff) {
        configuration.made(declared, made.limiter.limits(), by.text(), limiters.keySet());
      }
    }
    if (!limiter.limits.isSameAs(declared)) {
      return differing(limiter, name, declared, by, configuration);
    }
    limiter.declarers.agree(by);
    Limits inForce = limiter.limiter.limits();
    if (!declared.infers() && inForce.infers() && !configuration.limits(declared).infers()) {
      limiter.limiter.change(inForce.withoutInference()); // one of several may ask for that
    }
    return limiter.limiter;
  }

  private Admission differing(
      Declared before, String name, Limits declared, Declarer by, Configuration configuration) {
    return switch (before.declarers.differ(by)) {
      case OUTDATED -> before.limiter;
      case REPLACES -> {
        LOG.log(
            Level.WARNING,
            "Limiter \"{0}\" keeps {1} from now on, as {2} declares in another class loader; {3} declared {4}.",
            name,
            declared,
            by.text(),
            before.by,
            before.limits);
        Admission limiter = changed(before.limiter, name, declared, configuration);
        limiters.put(name, new Declared(declared, by.text(), limiter, before.declarers));
        yield limiter;
      }
      case DISAGREES ->
          throw new IllegalStateException(
              "Limiter \"%s\" must have the same limits everywhere, but %s declares %s and %s declares %s. Fix: make them equal, or give one of them another name."
                  .formatted(name, before.by, before.limits, by.text(), declared));
    };
  }

  /** With its history, unless the limits are of another kind. */
  private Admission changed(
      Admission limiter, String name, Limits declared, Configuration configuration) {
    try {
      limiter.change(configuration.limits(declared));
      return limiter;
    } catch (IllegalArgumentException e) {
      return make(name, declared, configuration);
    }
  }

  private Admission make(String name, Limits declared, Configuration configuration) {
    if (isOff) {
      return new PassingLimiter(name, declared, timeline);
    }
    Admission limiter = new LimiterCore(name, configuration.limits(declared), timeline);
    UnaryOperator<RetryBudget> budgets = configuration.budgets();
    if (budgets != null) {
      limiter.overrideRetries(budgets);
    }
    return limiter;
  }

  /** The limiter of that name, or null. */
  public @Nullable Admission find(String name) {
    Declared limiter = limiters.get(name);
    return limiter == null ? null : limiter.limiter;
  }

  /** All limiters, by name. */
  public List<Admission> all() {
    return limiters.values().stream()
        .map(Declared::limiter)
        .sorted(Comparator.comparing(Admission::name))
        .toList();
  }

  private record Declared(Limits limits, String by, Admission limiter, Declarers declarers) {}
}
