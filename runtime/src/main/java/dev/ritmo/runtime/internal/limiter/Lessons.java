package dev.ritmo.runtime.internal.limiter;

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
 * What has been inferred and is yet to be reported: when a limit is lowered, lowered further, or
 * kept in full again, and only a second after the first sign of it, when those that came with it
 * have been understood. Not thread-safe: guarded by its limiter.
 */
final class Lessons {

  private static final long SECOND = 1_000_000_000;
  private static final int MOST = 64;

  /** Rates that differ by less are the same. */
  private static final double ABOUT = 0.999;

  private final ArrayDeque<Lesson> pending = new ArrayDeque<>();

  /** The rates that were reported last of limits that are lowered. */
  private final Map<Lowered, Double> reported = new LinkedHashMap<>();

  /**
   * Something may have been inferred.
   *
   * @param account whose limits these are
   * @param uses tells what they are when it is asked
   */
  void learned(Object account, Supplier<List<LimitUse>> uses, long now) {
    boolean isPending = pending.stream().anyMatch(lesson -> lesson.account.equals(account));
    if (!isPending && pending.size() < MOST) {
      pending.add(new Lesson(account, uses, now + SECOND));
    }
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Whether a limit has been reported as lowered, and not yet as kept in full again. */
  boolean haveReported() {
    return !reported.isEmpty();
  }

  /** What is to be reported now; null if nothing. */
  @Nullable List<LimitUse> due(long now) {
    Lesson lesson = pending.peek();
    if (lesson == null || now < lesson.at) {
      return null;
    }
    pending.remove();
    List<LimitUse> news = new ArrayList<>();
    for (LimitUse use : lesson.uses.get()) {
      if (isNews(new Lowered(lesson.account, use.declared()), use.inferred())) {
        news.add(use);
      }
    }
    if (reported.size() > MOST) {
      reported.clear(); // better twice than never
    }
    return news.isEmpty() ? null : news;
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

  private record Lesson(Object account, Supplier<List<LimitUse>> uses, long at) {}

  private record Lowered(Object account, Limit declared) {}
}
