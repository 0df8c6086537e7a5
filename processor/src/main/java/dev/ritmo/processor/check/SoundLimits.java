package dev.ritmo.processor.check;

import dev.ritmo.processor.model.Amount;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.Setting;
import dev.ritmo.rules.Bounds;
import java.util.stream.Stream;

/** Selects the limits that can be compared; other rules report what is wrong with the rest. */
public final class SoundLimits {

  private SoundLimits() {}

  /** Whether all values of these limits are valid. */
  public static boolean areSound(RateLimits limits) {
    return !limits.isUnresolved()
        && areSame(
            limits.all().stream().filter(limit -> limit.plan().isWritten()).map(RateLimit::plan))
        && areSame(limits.all().stream().filter(RateLimit::isNamed).map(RateLimit::limiter))
        && areSame(limits.all().stream().filter(RateLimit::isKeyed).map(RateLimit::key))
        && limits.overall().limiting(Dimension.CONCURRENT).size() <= 1
        && limits.perKey().limiting(Dimension.CONCURRENT).size() <= 1
        && !limits.all().isEmpty()
        && limits.all().stream().allMatch(SoundLimits::isSound);
  }

  private static boolean areSame(Stream<Setting<String>> settings) {
    return settings.map(Setting::value).distinct().count() <= 1;
  }

  private static boolean isSound(RateLimit limit) {
    return (limit.limitsAnything() || limit.plan().isWritten())
        && limit.amounts().stream().allMatch(SoundLimits::isSound)
        && limit.hasSoundPeriod();
  }

  private static boolean isSound(Amount amount) {
    return Bounds.isBurst(amount.burst(), amount.amount())
        && amount.amount() <= amount.dimension().most();
  }
}
