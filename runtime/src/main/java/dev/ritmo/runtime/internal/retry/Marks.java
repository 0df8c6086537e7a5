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
 * What calls leave on the failures that pass through them: that a limiter has heard of it, and what
 * became of the call. Kept beside the failure and as long as it lives, as a failure can refuse to
 * take anything in, and one instance can be thrown by many calls. Safe for use by many threads.
 */
public final class Marks {

  private static final ConcurrentMap<Key, List<Mark>> ALL = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Throwable> GONE = new ReferenceQueue<>();
  private static final int MOST = 8;

  private Marks() {}

  /** Marks a failure; a call has one mark on it, the last. */
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

  /** The failure itself: futures wrap it, and unwrap it on some ways and not on others. */
  private static Throwable unwrapped(Throwable failure) {
    for (Throwable cause : Causes.of(failure)) {
      if (!(cause instanceof CompletionException || cause instanceof ExecutionException)) {
        return cause;
      }
    }
    return failure;
  }

  /**
   * The mark that a call within another has left on a failure of that, or on one of its causes;
   * null if there is none. An instance that many calls throw is known by being marked by several:
   * there, only those of the same thread tell.
   *
   * @param outer the attempt of the other call, from its beginning on
   */
  static @Nullable Mark within(Throwable failure, Mark outer) {
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

  /** What became of the call that threw this, or one of its causes; null if nothing is known. */
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

  /** A failure by its identity; it does not keep it. */
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
