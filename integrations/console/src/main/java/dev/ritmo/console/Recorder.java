package dev.ritmo.console;

import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Registration;
import dev.ritmo.runtime.Ritmo;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a sample of all limiters each second, and hears of events. Where there are very many
 * limiters, it remembers those that were active last. Thread-safe.
 */
final class Recorder implements AutoCloseable {

  /** Limiters with a history. */
  static final int LIMITERS = 200;

  /** A limiter that was idle for longer makes room for another. */
  static final int IDLE_SECONDS = 60;

  private final Supplier<List<LimiterSnapshot>> limiters;
  private final Supplier<Instant> now;
  private final Events events = new Events();

  /** The history of each limiter, by its name; guarded by this. */
  private final Map<String, History> histories = new HashMap<>();

  private @Nullable ScheduledExecutorService timer;
  private @Nullable Registration registration;

  Recorder(Supplier<List<LimiterSnapshot>> limiters, Supplier<Instant> now) {
    this.limiters = limiters;
    this.now = now;
  }

  synchronized void start() {
    registration = Ritmo.listen(events);
    ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor(Recorder::thread);
    timer = made;
    // not at a fixed rate: after a stop of the machine there is nothing to catch up with
    var unused = made.scheduleWithFixedDelay(this::trySample, 0, 1, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(null, task, "ritmo-console-samples", 0, false);
    thread.setContextClassLoader(Recorder.class.getClassLoader());
    thread.setDaemon(true);
    return thread;
  }

  /** An exception would end the timer. */
  private void trySample() {
    try {
      sample();
    } catch (RuntimeException e) {
      System.getLogger("dev.ritmo")
          .log(System.Logger.Level.WARNING, "The console could not take a sample", e);
    }
  }

  /** Takes a sample of all limiters. */
  void sample() {
    List<LimiterSnapshot> snapshots = limiters.get(); // takes locks of limiters, so not under ours
    long second = now.get().getEpochSecond();
    synchronized (this) {
      forgetAllBut(snapshots);
      for (LimiterSnapshot snapshot : snapshots) {
        add(second, snapshot);
      }
    }
  }

  private void forgetAllBut(List<LimiterSnapshot> snapshots) {
    Set<String> names = new HashSet<>();
    for (LimiterSnapshot snapshot : snapshots) {
      names.add(snapshot.name());
    }
    histories.keySet().retainAll(names);
  }

  /** One without a history gets it when there is room. */
  private void add(long second, LimiterSnapshot snapshot) {
    History history = histories.get(snapshot.name());
    if (history != null) {
      history.add(second, snapshot);
    } else if (histories.size() < LIMITERS || makeRoom(second)) {
      histories.put(snapshot.name(), new History(second, snapshot));
    }
  }

  /** Forgets the one that has been idle for longest, unless that is not long. */
  private boolean makeRoom(long second) {
    Map.Entry<String, History> idlest =
        Collections.min(
            histories.entrySet(), Comparator.comparing(entry -> entry.getValue().lastActive()));
    return second - idlest.getValue().lastActive() > IDLE_SECONDS
        && histories.remove(idlest.getKey()) != null;
  }

  /** The samples of a limiter, the oldest first; none if it has no history. */
  synchronized List<Sample> samples(String name) {
    History history = histories.get(name);
    return history == null ? List.of() : history.samples();
  }

  List<LimiterSnapshot> limiters() {
    return limiters.get();
  }

  Instant now() {
    return now.get();
  }

  Events events() {
    return events;
  }

  @Override
  public synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
    if (registration != null) {
      registration.close();
    }
  }
}
