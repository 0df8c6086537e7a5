package dev.ritmo.runtime.internal.window;

/**
 * Amounts and their times, in the order of time, in a ring. Not thread-safe.
 *
 * <p>Amounts that come within one grain of time share an entry, which has the time of the last of
 * them; so do all that come while there are {@value Window#EXACT} entries.
 */
final class Entries {

  private final long grain;
  private long[] times = new long[8];
  private long[] amounts = new long[8];
  private int head;
  private int size;

  /** The first time of the newest entry. */
  private long opened;

  /** Entries of which everything was taken. */
  private int blanks;

  Entries(long grain) {
    this.grain = grain;
  }

  Entries(Entries other) {
    grain = other.grain;
    times = other.times.clone();
    amounts = other.amounts.clone();
    head = other.head;
    size = other.size;
    opened = other.opened;
    blanks = other.blanks;
  }

  int size() {
    return size;
  }

  long time(int entry) {
    return times[index(entry)];
  }

  long amount(int entry) {
    return amounts[index(entry)];
  }

  /** The last entry that has not been taken as a whole; there must be one. */
  int lastWithAmount() {
    int last = size - 1;
    while (amount(last) == 0) {
      last--;
    }
    return last;
  }

  void add(long time, long amount) {
    if (size == Window.EXACT && blanks > 0) {
      removeBlanks();
    }
    if (size > 0 && time < times[index(size - 1)]) {
      insert(time, amount);
    } else if (size > 0 && (time - opened < grain || size == Window.EXACT)) {
      addTo(size - 1, time, amount);
    } else {
      append(time, amount);
      opened = time;
    }
  }

  /** Adds an amount before entries of a later time. */
  private void insert(long time, long amount) {
    int place = firstNotBefore(time);
    if (times[index(place)] == time || size == Window.EXACT) {
      addTo(place, time, amount);
      return;
    }
    append(times[index(size - 1)], 0);
    for (int i = size - 1; i > place; i--) {
      times[index(i)] = times[index(i - 1)];
      amounts[index(i)] = amounts[index(i - 1)];
    }
    times[index(place)] = time;
    amounts[index(place)] = amount;
  }

  private void addTo(int entry, long time, long amount) {
    int index = index(entry);
    if (amounts[index] == 0) {
      blanks--;
    }
    times[index] = Math.max(times[index], time);
    amounts[index] += amount;
  }

  private void append(long time, long amount) {
    if (size == times.length) {
      grow();
    }
    int next = index(size);
    times[next] = time;
    amounts[next] = amount;
    size++;
  }

  /** Takes an amount from an entry, at most all it has; returns how much that is. */
  long take(int entry, long most) {
    int index = index(entry);
    long taken = Math.min(most, amounts[index]);
    amounts[index] -= taken;
    if (taken > 0 && amounts[index] == 0) {
      blanks++;
    }
    return taken;
  }

  void removeFirst() {
    if (amounts[head] == 0) {
      blanks--;
    }
    head = index(1);
    size--;
  }

  /** Moves all of them to later times by this much. */
  void shift(long by) {
    opened += by;
    for (int i = 0; i < size; i++) {
      times[index(i)] += by;
    }
  }

  /** The first entry that ends with this time or later. */
  int firstNotBefore(long time) {
    int low = 0;
    int high = size;
    if (size > 1 && times[index(size - 2)] < time) {
      low = size - 1; // what is settled has mostly been admitted a moment ago
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[index(middle)] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  void replay(History history) {
    for (int i = 0; i < size; i++) {
      history.admitted(times[index(i)], amounts[index(i)]);
    }
  }

  private void removeBlanks() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (amount(i) > 0) {
        times[index(kept)] = times[index(i)];
        amounts[index(kept)] = amount(i);
        kept++;
      }
    }
    size = kept;
    blanks = 0;
  }

  private void grow() {
    long[] longerTimes = new long[times.length * 2];
    long[] longerAmounts = new long[times.length * 2];
    for (int i = 0; i < size; i++) {
      longerTimes[i] = times[index(i)];
      longerAmounts[i] = amount(i);
    }
    times = longerTimes;
    amounts = longerAmounts;
    head = 0;
  }

  private int index(int entry) {
    return (head + entry) & (times.length - 1);
  }
}
