package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.internal.limiter.Configuration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The configuration of one limiter; read when the limiter is created. */
public final class LimiterConfiguration implements Configuration {

  private final String name;
  private final boolean isAnnotated;
  private @Nullable Overrides overrides;

  private LimiterConfiguration(String name, boolean isAnnotated, @Nullable Overrides overrides) {
    this.name = name;
    this.isAnnotated = isAnnotated;
    this.overrides = overrides;
  }

  /** For a limiter declared by an annotation. */
  public static LimiterConfiguration ofAnnotation(String name, Overrides overrides) {
    return new LimiterConfiguration(name, true, overrides);
  }

  /** For a limiter declared by a program; nothing is read if the limiter exists already. */
  public static LimiterConfiguration ofCode(String name) {
    return new LimiterConfiguration(name, false, null);
  }

  private Overrides overrides() {
    Overrides known = overrides == null ? Environment.overrides() : overrides;
    overrides = known;
    return known;
  }

  @Override
  public Limits limits(Limits declared) {
    return overrides().limits(name, declared);
  }

  @Override
  public @Nullable UnaryOperator<RetryBudget> budgets() {
    Overrides known = overrides();
    return known.isEmpty() ? null : declared -> known.budget(name, declared);
  }

  @Override
  public void made(Limits declared, Limits inForce, String by, Set<String> names) {
    Overrides known = overrides();
    if (!known.isEmpty()) {
      new Misspelt(known.settings(), name, names).report();
    }
    new Announcement(known, name, declared, inForce, isAnnotated ? by : null).publish();
  }
}
