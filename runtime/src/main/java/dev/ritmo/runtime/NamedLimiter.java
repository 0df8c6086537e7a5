package dev.ritmo.runtime;

import dev.ritmo.runtime.internal.config.LimiterConfiguration;
import dev.ritmo.runtime.internal.config.Spelling;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Declarer;
import dev.ritmo.runtime.internal.limiter.LimiterRegistry;
import dev.ritmo.runtime.internal.text.ReadableDuration;
import dev.ritmo.runtime.internal.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a limiter by name. The limiter is looked up at first use, so that it can be
 * referred to before it is declared, and is cached until {@link Ritmo#reset()}. Thread-safe.
 */
final class NamedLimiter implements Limiter {

  private final String name;

  /** The limits to declare; null if the limiter is declared elsewhere. */
  private final @Nullable Limits declared;

  private volatile @Nullable Found found;

  /** The limiter found, and the registry it was found in. */
  private record Found(LimiterRegistry among, Admission limiter) {}

  private NamedLimiter(String name, @Nullable Limits declared) {
    this.name = name;
    this.declared = declared;
  }

  /** Returns a reference to a limiter that is declared elsewhere, earlier or later. */
  static NamedLimiter of(String name) {
    return new NamedLimiter(name, null);
  }

  /**
   * Declares the limiter with these limits.
   *
   * @throws IllegalStateException if the name is taken by a limiter with other limits
   */
  static NamedLimiter declared(String name, Limits limits) {
    NamedLimiter limiter = new NamedLimiter(name, limits);
    Admission unused = limiter.resolved();
    return limiter;
  }

  /**
   * Returns the limiter itself.
   *
   * @throws IllegalStateException if none is declared by now
   */
  Admission resolved() {
    LimiterRegistry all = LimiterRegistry.current();
    Found known = found;
    if (known == null || known.among != all) {
      known = new Found(all, declared == null ? find(all) : declare(all, declared));
      found = known;
    }
    return known.limiter;
  }

  private Admission declare(LimiterRegistry all, Limits limits) {
    return all.declare(name, limits, Declarer.caller(), LimiterConfiguration.ofCode(name));
  }

  private Admission find(LimiterRegistry all) {
    Admission limiter = all.find(name);
    if (limiter == null) {
      throw new IllegalStateException(undeclared(all));
    }
    return limiter;
  }

  private String undeclared(LimiterRegistry all) {
    List<String> names = all.all().stream().map(Admission::name).toList();
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
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" must be paused for 0 or longer, but %s was given. Fix: leave it out."
              .formatted(name, ReadableDuration.words(duration)));
    }
    resolved().pauseFor(Timeline.nanos(duration));
  }

  @Override
  public void resume() {
    resolved().resume();
  }

  @Override
  public void answered(Map<String, List<String>> headers, Duration since) {
    Admission limiter = resolved();
    Limits limits = limiter.limits();
    if (!limits.hasKeys() || !(limits.keysAreAccounts() || limits.overall().isEmpty())) {
      long left = limiter.timeline().now() - Timeline.nanos(since);
      ReportedHeaders.observe(limiter, null, left, headers);
    }
  }

  @Override
  public void change(Limits limits) {
    resolved().change(limits);
  }

  @Override
  public void retryBudget(RetryBudget budget) {
    resolved().changeRetries(budget);
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
