package dev.ritmo.runtime.internal.events;

import dev.ritmo.runtime.spi.LimiterEvent;
import dev.ritmo.runtime.spi.RitmoListener;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way to listeners: appended under the locks of limiters, delivered by one daemon
 * thread that starts with the first listener. Safe for use by many threads.
 *
 * <p>Nothing here blocks, so that events can be appended under a lock; the thread is woken after
 * it.
 */
public final class EventQueue {

  /** More events than this do not wait for a listener. */
  static final int CAPACITY = 8_192;

  private static final System.Logger LOG = System.getLogger("dev.ritmo");
  private static final EventQueue OF_PROCESS = new EventQueue();

  static {
    OF_PROCESS.addServices(); // these may ask for the queue, so it must be there
  }

  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private volatile List<GuardedListener> listeners = List.of();
  private volatile @Nullable Thread deliverer;

  /** The queue of all limiters. */
  public static EventQueue ofProcess() {
    return OF_PROCESS;
  }

  private void addServices() {
    try {
      for (RitmoListener listener :
          ServiceLoader.load(RitmoListener.class, EventQueue.class.getClassLoader())) {
        GuardedListener unused = add(listener);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      LOG.log(Level.WARNING, "A RitmoListener cannot be loaded", e);
    }
  }

  /**
   * An event on its way.
   *
   * @param listeners those that were there when it happened
   */
  private record Entry(List<GuardedListener> listeners, PendingEvent event) {}

  /** Whether any listener is there. */
  boolean isOn() {
    return !listeners.isEmpty();
  }

  /** Calls a listener from now on. */
  public synchronized GuardedListener add(RitmoListener listener) {
    GuardedListener added = new GuardedListener(listener);
    List<GuardedListener> more = new ArrayList<>(listeners);
    more.add(added);
    listeners = List.copyOf(more);
    if (deliverer == null) {
      Thread thread = new Thread(null, this::deliverAll, "ritmo-events", 0, false);
      thread.setContextClassLoader(EventQueue.class.getClassLoader());
      thread.setDaemon(true);
      thread.start();
      deliverer = thread;
    }
    return added;
  }

  /** Does not call a listener any more; does nothing if it is not there. */
  public synchronized void remove(GuardedListener listener) {
    List<GuardedListener> fewer = new ArrayList<>(listeners);
    fewer.remove(listener);
    listeners = List.copyOf(fewer);
    wake(); // without listeners the thread ends
  }

  /** Appends an event, or drops it if too many wait. */
  void append(PendingEvent event) {
    if (size.get() >= CAPACITY) {
      dropped.incrementAndGet();
      return;
    }
    size.incrementAndGet();
    entries.add(new Entry(listeners, event));
  }

  /** Wakes the thread that delivers; not under a lock. */
  void wake() {
    LockSupport.unpark(deliverer);
  }

  private void deliverAll() {
    while (!isDone()) {
      Entry entry = entries.poll();
      if (entry == null) {
        boolean unused = Thread.interrupted(); // a listener's, with which it would not park
        LockSupport.park(this);
      } else {
        size.decrementAndGet();
        deliver(entry);
      }
    }
  }

  /** Whether there is nothing to do for the thread that delivers, which ends then. */
  private synchronized boolean isDone() {
    boolean isDone = listeners.isEmpty() && entries.isEmpty();
    if (isDone) {
      deliverer = null;
    }
    return isDone;
  }

  private void deliver(Entry entry) {
    long missed = dropped.getAndSet(0);
    LimiterEvent event;
    try {
      event = entry.event.make();
    } catch (Throwable failure) { // of a time source; other events must be delivered all the same
      LOG.log(Level.WARNING, "An event was dropped, as the time source failed", failure);
      return;
    }
    for (GuardedListener listener : entry.listeners) {
      if (listeners.contains(listener)) { // otherwise it was removed meanwhile
        listener.hear(missed, event);
      }
    }
  }
}
