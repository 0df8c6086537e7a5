package dev.ritmo.benchmarks.drain;

import java.util.ArrayList;
import java.util.List;

/**
 * What one client did, as {@link System#nanoTime}. Calls are numbered in the order in which threads
 * took them; 0 stands for a time that has not come. Safe for use by many threads.
 */
final class Journal {

  private final long[] taken;
  private final long[] sent;
  private final long[] done;
  private final int[] worker;
  private final List<Long> departures = new ArrayList<>();
  private final List<Integer> departed = new ArrayList<>();
  private final List<Long> rejections = new ArrayList<>();
  private int next;
  private int failed;

  Journal(int calls) {
    this.taken = new long[calls];
    this.sent = new long[calls];
    this.done = new long[calls];
    this.worker = new int[calls];
  }

  int calls() {
    return taken.length;
  }

  /** The next call, for one of the threads; -1 if there is none. */
  synchronized int take(int thread) {
    if (next == taken.length) {
      return -1;
    }
    taken[next] = System.nanoTime();
    worker[next] = thread;
    return next++;
  }

  /** A request for a call leaves the client now. */
  synchronized long departs(int call) {
    long now = System.nanoTime();
    departures.add(now);
    departed.add(call);
    return now;
  }

  synchronized void rejected() {
    rejections.add(System.nanoTime());
  }

  /** The request of a call was answered that left at the time given. */
  synchronized void served(int call, long sentAt) {
    sent[call] = sentAt;
    done[call] = System.nanoTime();
  }

  /** A call has ended with an exception. */
  synchronized void failed() {
    failed++;
  }

  /** What it says now. */
  synchronized Entries entries() {
    return new Entries(
        taken.clone(),
        sent.clone(),
        done.clone(),
        worker.clone(),
        departures.stream().mapToLong(Long::longValue).toArray(),
        departed.stream().mapToInt(Integer::intValue).toArray(),
        rejections.stream().mapToLong(Long::longValue).toArray(),
        failed);
  }

  /**
   * A copy; not to be changed.
   *
   * @param departed the call of each departure
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entries(
      long[] taken,
      long[] sent,
      long[] done,
      int[] worker,
      long[] departures,
      int[] departed,
      long[] rejections,
      int failed) {}
}
