package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.window.Advance;
import dev.ritmo.runtime.internal.window.CallTimes;
import dev.ritmo.runtime.internal.window.Capacity;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.Observation;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import org.jspecify.annotations.Nullable;

/** The limits of one key, and those over all keys: what is counted, counts on both levels. */
final class TwoLevels implements Capacity {

  private final LimitSet key;
  private final SharedLimits all;
  private final boolean isKeyAccount;

  /**
   * @param isKeyAccount whether the key has an account of its own with the provider
   */
  TwoLevels(LimitSet key, SharedLimits all, boolean isKeyAccount) {
    this.key = key;
    this.all = all;
    this.isKeyAccount = isKeyAccount;
  }

  @Override
  public boolean isPlain() {
    return false;
  }

  @Override
  public boolean tryTakeOne(long now) {
    return false;
  }

  @Override
  public @Nullable Limit tooSmallFor(Weights weights) {
    Limit tooSmall = key.tooSmallFor(weights);
    return tooSmall == null ? all.limits().tooSmallFor(weights) : tooSmall;
  }

  @Override
  public long earliest(long now, Weights weights) {
    return Math.max(key.earliest(now, weights), all.earliest(now, weights));
  }

  @Override
  public void admit(long now, long from, Weights weights) {
    key.admit(now, from, weights);
    all.changing().admit(now, from, weights);
    all.opened(now);
  }

  @Override
  public void advance(long now, Advance advance, Weights held) {
    key.advance(now, advance, held);
    all.changing().advance(now, advance, held);
  }

  @Override
  public void releaseSlot() {
    key.releaseSlot();
    all.changing().releaseSlot();
  }

  @Override
  public boolean giveBack(long now, CallTimes call, Weights held) {
    boolean wasCounted = key.giveBack(now, call, held);
    return all.changing().giveBack(now, call, held) || wasCounted;
  }

  @Override
  public void settle(long now, CallTimes call, Dimension dimension, long reserved, long used) {
    key.settle(now, call, dimension, reserved, used);
    all.changing().settle(now, call, dimension, reserved, used);
  }

  @Override
  public boolean isUncertain(long now) {
    return key.isUncertain(now) || all.limits().isUncertain(now);
  }

  @Override
  public boolean isInferring() {
    return key.isInferring() || all.limits().isInferring();
  }

  /** The limits that stand for the account with the provider, of which its answers speak. */
  private LimitSet account() {
    return isKeyAccount ? key : all.changing();
  }

  @Override
  public void rejected(
      long now, CallTimes call, Weights weights, @Nullable Dimension meant, long stated) {
    account().rejected(now, call, weights, meant, stated);
  }

  @Override
  public boolean ended(
      long now, long left, Weights weights, Inference.Outcome outcome, boolean isWarm) {
    return account().ended(now, left, weights, outcome, isWarm);
  }

  @Override
  public void observe(long now, CallTimes call, Observation seen) {
    account().observe(now, call, seen);
  }

  @Override
  public boolean takeRelease() {
    return account().takeRelease();
  }
}
