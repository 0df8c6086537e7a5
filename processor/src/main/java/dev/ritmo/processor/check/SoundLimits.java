package dev.ritmo.processor.check;

import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.Setting;
import dev.ritmo.processor.model.TokenAmount;
import dev.ritmo.rules.Bounds;
import java.util.stream.Stream;

/** Which limits can be compared: what is wrong in others is said by the rule that finds it. */
public final class SoundLimits {

  private SoundLimits() {}

  /** Whether nothing that these limits are made of is wrong. */
  public static boolean areSound(RateLimits limits) {
    return !limits.isUnresolved()
        && areSame(
            limits.all().stream().filter(limit -> limit.plan().isWritten()).map(RateLimit::plan))
        && areSame(limits.all().stream().filter(RateLimit::isNamed).map(RateLimit::limiter))
        && areSame(limits.all().stream().filter(RateLimit::isKeyed).map(RateLimit::key))
        && limits.overall().atOnce().size() <= 1
        && limits.perKey().atOnce().size() <= 1
        && !limits.all().isEmpty()
        && limits.all().stream().allMatch(SoundLimits::isSound);
  }

  private static boolean areSame(Stream<Setting<String>> settings) {
    return settings.map(Setting::value).distinct().count() <= 1;
  }

  private static boolean isSound(RateLimit limit) {
    boolean atOnce = limit.concurrent().isWritten();
    long period = limit.period().value();
    return (limit.isPerPeriod() || atOnce || limit.plan().isWritten())
        && (!limit.calls().isWritten()
            || Bounds.isBurst(limit.callsBackToBack(), limit.calls().value()))
        && limit.tokenAmounts().stream().allMatch(SoundLimits::isSound)
        && (!atOnce || Bounds.isPositive(limit.concurrent().value()))
        && Bounds.isPositive(period)
        && Bounds.fits(period, limit.unit().value());
  }

  private static boolean isSound(TokenAmount amount) {
    return Bounds.isPositive(amount.setting().value()) && Bounds.isAmount(amount.setting().value());
  }
}
