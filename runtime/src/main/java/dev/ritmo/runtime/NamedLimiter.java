package dev.ritmo.runtime;

import dev.ritmo.runtime.internal.config.LimiterConfiguration;
import dev.ritmo.runtime.internal.config.Spelling;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.Declarer;
import dev.ritmo.runtime.internal.limiter.Limiters;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limiter by its name. It is looked up when it is first asked to do something, so that it can be
 * referred to before it is declared, and is kept until {@link Ritmo#reset()}. Safe for use by many
 * threads.
 */
final class NamedLimiter implements Limiter {

  private final String name;

  /** Its limits, if they are declared here; null if that is done elsewhere. */
  private final @Nullable Limits declared;

  private volatile @Nullable Found found;

  /** What was found, among the limiters of that time. */
  private record Found(Limiters among, CallLimiter limiter) {}

  private NamedLimiter(String name, @Nullable Limits declared) {
    this.name = name;
    this.declared = declared;
  }

  /** The limiter that is declared elsewhere, before or after this. */
  static NamedLimiter of(String name) {
    return new NamedLimiter(name, null);
  }

  /**
   * The limiter with these limits.
   *
   * @throws IllegalStateException if the name is taken by a limiter with other limits
   */
  static NamedLimiter declared(String name, Limits limits) {
    NamedLimiter limiter = new NamedLimiter(name, limits);
    CallLimiter unused = limiter.resolved();
    return limiter;
  }

  /**
   * The limiter itself.
   *
   * @throws IllegalStateException if none is declared by now
   */
  CallLimiter resolved() {
    Limiters all = Limiters.current();
    Found known = found;
    if (known == null || known.among != all) {
      known = new Found(all, declared == null ? find(all) : declare(all, declared));
      found = known;
    }
    return known.limiter;
  }

  private CallLimiter declare(Limiters all, Limits limits) {
    return all.declare(name, limits, Declarer.caller(), LimiterConfiguration.ofCode(name));
  }

  private CallLimiter find(Limiters all) {
    CallLimiter limiter = all.find(name);
    if (limiter == null) {
      throw new IllegalStateException(undeclared(all));
    }
    return limiter;
  }

  private String undeclared(Limiters all) {
    List<String> names = all.all().stream().map(CallLimiter::name).toList();
    String meant = Spelling.closest(name, names);
    return "Limiter \"%s\" must be declared before its first request, but is not among %s.%s Fix: declare it in a program, by Ritmo.limiter(\"%s\", limits); or in an annotation, by @RateLimited(limiter = \"%s\"), which counts from the first call of the method on; or in a plan, by @RateLimited(plan = \"%s\"), likewise."
        .formatted(
            name, names, meant == null ? "" : " Did you mean \"" + meant + "\"?", name, name, name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public LimiterSnapshot snapshot() {
    return resolved().snapshot();
  }

  @Override
  public LimitedCall call() {
    return new LimitedCall(this);
  }

  @Override
  public void pause(Duration duration) {
    resolved().pause(duration);
  }

  @Override
  public void resume() {
    resolved().resume();
  }

  @Override
  public void change(Limits limits) {
    resolved().change(limits);
  }

  @Override
  public void retryBudget(RetryBudget budget) {
    resolved().retryBudget(budget);
  }

  @Override
  public void shutDown() {
    resolved().shutDown();
  }

  @Override
  public String toString() {
    return "Limiter \"" + name + "\"";
  }
}
