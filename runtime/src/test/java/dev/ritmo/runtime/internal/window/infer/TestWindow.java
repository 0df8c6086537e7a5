package dev.ritmo.runtime.internal.window.infer;

import dev.ritmo.runtime.internal.window.DeclaredWindow;
import dev.ritmo.runtime.internal.window.History;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.spi.Limit;

/** A declared limit of which nothing counts yet. */
final class TestWindow implements DeclaredWindow {

  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  private final Limit limit;
  private long margin;

  TestWindow(Limit limit) {
    this.limit = limit;
    this.margin = LimitSet.margin(limit);
  }

  @Override
  public Limit limit() {
    return limit;
  }

  @Override
  public long margin() {
    return margin;
  }

  @Override
  public void setMargin(long other) {
    margin = other;
  }

  @Override
  public long freed() {
    return LONG_AGO;
  }

  @Override
  public long knownSince() {
    return LONG_AGO;
  }

  @Override
  public void replay(History history) {}
}
