package dev.ritmo.runtime.internal.limiter.feedback;

import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitUse;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which inferred limits should be logged: when a limit is lowered, lowered further, or kept in full
 * again. A report waits for a second after the first sign, until the rejections that came with it
 * have been understood. Not thread-safe: guarded by the limiter.
 */
public final class InferredLimitReports {

  private static final long SECOND = 1_000_000_000;
  private static final int MOST = 64;

  /** Rates that differ by less are the same. */
  private static final double ABOUT = 0.999;

  private final ArrayDeque<Report> pending = new ArrayDeque<>();

  /** The last reported rates of limits that are lowered. */
  private final Map<Lowered, Double> reported = new LinkedHashMap<>();

  /**
   * Something may have been inferred.
   *
   * @param account whose limits these are
   * @param uses tells the state of the limits when it is asked
   */
  public void inferred(long now, Object account, Supplier<List<LimitUse>> uses) {
    boolean isPending = pending.stream().anyMatch(report -> report.account.equals(account));
    if (!isPending && pending.size() < MOST) {
      pending.add(new Report(account, uses, now + SECOND));
    }
  }

  /** Whether reports are waiting. */
  public boolean arePending() {
    return !pending.isEmpty();
  }

  /** Whether a limit was reported as lowered, and not yet as kept in full again. */
  public boolean haveLowered() {
    return !reported.isEmpty();
  }

  /** What should be reported now. */
  public List<LimitUse> due(long now) {
    Report report = pending.peek();
    if (report == null || now < report.at) {
      return List.of();
    }
    pending.remove();
    List<LimitUse> news = new ArrayList<>();
    for (LimitUse use : report.uses.get()) {
      if (isNews(new Lowered(report.account, use.declared()), use.inferred())) {
        news.add(use);
      }
    }
    if (reported.size() > MOST) {
      reported.clear(); // reporting twice is better than never
    }
    return news;
  }

  private boolean isNews(Lowered limit, Inference.@Nullable Inferred inferred) {
    Double before = reported.get(limit);
    if (inferred == null) {
      return reported.remove(limit) != null;
    }
    double rate = (double) inferred.limit().amount() / inferred.limit().periodNanos();
    boolean isNews = before == null || rate < before * ABOUT;
    if (isNews) {
      reported.put(limit, rate);
    }
    return isNews;
  }

  private record Report(Object account, Supplier<List<LimitUse>> uses, long at) {}

  private record Lowered(Object account, Limit declared) {}
}
