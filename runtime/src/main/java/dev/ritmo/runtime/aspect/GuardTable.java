package dev.ritmo.runtime.aspect;

import java.lang.ref.WeakReference;
import org.aspectj.lang.JoinPoint;
import org.jspecify.annotations.Nullable;

/**
 * Maps join points to guards, with weak references to both. Every call makes a lookup: it reads a
 * few words, and neither allocates nor locks. An addition, one per governed method of the program,
 * copies the table. Thread-safe.
 */
final class GuardTable {

  private static final int SMALLEST = 64;

  /** Never full, so that every search ends at an empty entry. */
  private volatile @Nullable Entry[] entries = new Entry[SMALLEST];

  /** One method and its guard. */
  private static final class Entry extends WeakReference<JoinPoint.StaticPart> {

    private final WeakReference<Guard> guard;

    Entry(JoinPoint.StaticPart method, Guard guard) {
      super(method);
      this.guard = new WeakReference<>(guard);
    }
  }

  /** Returns the guard of the method; null if there is none. */
  @Nullable Guard get(JoinPoint.StaticPart method) {
    @Nullable Entry[] table = entries;
    int last = table.length - 1;
    for (int i = System.identityHashCode(method) & last; ; i = (i + 1) & last) {
      Entry entry = table[i];
      if (entry == null) {
        return null;
      }
      if (entry.get() == method) {
        return entry.guard.get();
      }
    }
  }

  /** Sets the guard of the method. */
  synchronized void put(JoinPoint.StaticPart method, Guard guard) {
    @Nullable Entry[] old = entries;
    int size = 1;
    for (Entry entry : old) {
      if (entry != null && entry.get() != null) {
        size++;
      }
    }
    @Nullable Entry[] table = new Entry[Math.max(SMALLEST, Integer.highestOneBit(size) * 4)];
    add(new Entry(method, guard), method, table);
    for (Entry entry : old) {
      JoinPoint.StaticPart other = entry == null ? null : entry.get();
      if (entry != null && other != null && other != method) {
        add(entry, other, table);
      }
    }
    entries = table;
  }

  /** Forgets all guards. */
  synchronized void clear() {
    entries = new Entry[SMALLEST];
  }

  private static void add(Entry entry, JoinPoint.StaticPart method, @Nullable Entry[] table) {
    int last = table.length - 1;
    int i = System.identityHashCode(method) & last;
    while (table[i] != null) {
      i = (i + 1) & last;
    }
    table[i] = entry;
  }
}
