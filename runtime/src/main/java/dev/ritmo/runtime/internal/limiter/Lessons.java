package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.window.LimitUse;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What has been learned and is yet to be reported: once for each limit, and only a second after the
 * first rejection, when those that came with it have been understood. Not thread-safe: guarded by
 * its limiter.
 */
final class Lessons {

  private static final long SECOND = 1_000_000_000;
  private static final int MOST = 64;

  private final ArrayDeque<Lesson> pending = new ArrayDeque<>();
  private final Map<Object, String> reported = new LinkedHashMap<>();

  /**
   * Something may have been learned.
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

  /** What is to be reported now; null if nothing. */
  @Nullable List<LimitUse> due(long now) {
    Lesson lesson = pending.peek();
    if (lesson == null || now < lesson.at) {
      return null;
    }
    pending.remove();
    List<LimitUse> lowered =
        lesson.uses.get().stream().filter(use -> !use.inForce().equals(use.declared())).toList();
    String told = lowered.stream().map(use -> use.inForce().toString()).toList().toString();
    boolean isNews = !lowered.isEmpty() && !told.equals(reported.put(lesson.account, told));
    if (reported.size() > MOST) {
      reported.clear(); // better twice than never
    }
    return isNews ? lowered : null;
  }

  private record Lesson(Object account, Supplier<List<LimitUse>> uses, long at) {}
}
