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
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All limiters by name. Safe for use by many threads. */
public final class LimiterRegistry {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private static volatile LimiterRegistry current = new LimiterRegistry(TimeSource.system(), false);

  private final Timeline timeline;
  private final boolean isOff;
  private final ConcurrentMap<String, Declared> limiters = new ConcurrentHashMap<>();
  private volatile boolean isShutDown;

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
      Declared made = made(declared, by, make(name, declared, configuration), new Declarers(by));
      Declared earlier = limiters.putIfAbsent(name, made);
      limiter = earlier == null ? made : earlier;
      if (earlier == null && isShutDown) {
        made.limiter.shutDown();
      }
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
        limiters.put(name, made(declared, by, limiter, before.declarers));
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

  /**
   * Changes all limiters to what their configuration gives by now. Those of which it gives the same
   * as before stay as they are, even if a program has changed them meanwhile.
   */
  public void reconfigure(Function<String, Configuration> configurations) {
    limiters.forEach(
        (name, known) -> {
          Configuration configuration = configurations.apply(name);
          Limits inForce = configuration.limits(known.limits);
          UnaryOperator<RetryBudget> budgets = configuration.budgets();
          known.limiter.overrideRetries(budgets == null ? UnaryOperator.identity() : budgets);
          if (!inForce.equals(known.configured)
              && limiters.replace(name, known, known.configured(inForce))) {
            known.limiter.change(inForce);
          }
          configuration.made(known.limits, inForce, known.by, limiters.keySet());
        });
  }

  /** Shuts down all limiters, and those that are made from now on. */
  public void shutDown() {
    isShutDown = true;
    limiters.values().forEach(each -> each.limiter.shutDown());
  }

  /** Admits calls to all limiters again. */
  public void reopen() {
    isShutDown = false;
    limiters.values().forEach(each -> each.limiter.reopen());
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

  private static Declared made(
      Limits declared, Declarer by, Admission limiter, Declarers declarers) {
    return new Declared(declared, limiter.limits(), by.text(), limiter, declarers);
  }

  /**
   * A limiter, and who has declared it.
   *
   * @param limits as in the code
   * @param configured as last read from the configuration
   */
  private record Declared(
      Limits limits, Limits configured, String by, Admission limiter, Declarers declarers) {

    Declared configured(Limits changed) {
      return new Declared(limits, changed, by, limiter, declarers);
    }
  }
}
