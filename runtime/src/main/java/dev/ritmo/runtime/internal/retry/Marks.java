package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.internal.signal.Causes;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What calls record on the failures that pass through them: that a limiter knows of the failure,
 * and the outcome of the call. Stored outside the failure, for as long as that lives, because some
 * exceptions accept no suppressed ones, and many calls may throw the same instance. Thread-safe.
 */
public final class Marks {

  private static final ConcurrentMap<Key, List<Mark>> ALL = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Throwable> GONE = new ReferenceQueue<>();
  private static final int MOST = 8;

  private Marks() {}

  /** Marks a failure; replaces an earlier mark of the same call. */
  static void put(Throwable failure, Mark mark) {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      ALL.remove(gone);
    }
    ALL.merge(new Key(unwrapped(failure), GONE), List.of(mark), Marks::newestFirst);
  }

  private static List<Mark> newestFirst(List<Mark> others, List<Mark> mark) {
    List<Mark> all = new ArrayList<>(mark);
    for (Mark other : others) {
      if (all.size() < MOST && !other.isOfSameCall(mark.get(0))) {
        all.add(other);
      }
    }
    return List.copyOf(all);
  }

  /** The failure itself, because futures wrap it in some cases and not in others. */
  private static Throwable unwrapped(Throwable failure) {
    for (Throwable cause : Causes.of(failure)) {
      if (!(cause instanceof CompletionException || cause instanceof ExecutionException)) {
        return cause;
      }
    }
    return failure;
  }

  /**
   * The mark that a nested call has left on the failure of its outer call, or on a cause; null if
   * there is none. If several calls have marked the same instance, only marks of the same thread
   * count.
   *
   * @param outer the current attempt of the outer call
   */
  static @Nullable Mark ofInnerCall(Throwable failure, Mark outer) {
    for (Throwable cause : Causes.of(failure)) {
      List<Mark> marks = ALL.getOrDefault(new Key(cause, null), List.of());
      for (Mark mark : marks) {
        boolean isNear = marks.size() == 1 || mark.isOfSameThread(outer);
        if (isNear && mark.time() >= outer.time() && !mark.isOfSameCall(outer)) {
          return mark;
        }
      }
    }
    return null;
  }

  /** The outcome of the call that threw this failure or one of its causes; null if unknown. */
  public static @Nullable Object outcome(Throwable failure) {
    for (Throwable cause : Causes.of(failure)) {
      Object newest = null;
      for (Mark mark : ALL.getOrDefault(new Key(cause, null), List.of())) {
        Object outcome = mark.outcome();
        if (outcome != null && mark.thread() == Mark.currentThread()) {
          return outcome;
        }
        newest = newest == null ? outcome : newest;
      }
      if (newest != null) {
        return newest;
      }
    }
    return null;
  }

  /** Identifies a failure by reference, without keeping it alive. */
  private static final class Key extends WeakReference<Throwable> {

    private final int hash;

    Key(Throwable failure, @Nullable ReferenceQueue<Throwable> queue) {
      super(failure, queue);
      this.hash = System.identityHashCode(failure);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Throwable failure = get();
      return failure != null && other instanceof Key key && key.get() == failure;
    }
  }
}
