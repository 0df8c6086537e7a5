package dev.ritmo.runtime.internal.events;

import dev.ritmo.runtime.spi.LimiterEvent;
import dev.ritmo.runtime.spi.RitmoListener;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Queue;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
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

  private final Queue<PendingEvent> entries = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final List<GuardedListener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean isOn;
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

  /** Whether any listener is there. */
  boolean isOn() {
    return isOn;
  }

  /** Calls a listener from now on. */
  public synchronized GuardedListener add(RitmoListener listener) {
    GuardedListener added = new GuardedListener(listener);
    listeners.add(added);
    isOn = true;
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
    listeners.remove(listener);
    isOn = !listeners.isEmpty();
    if (!isOn) {
      forgetAll();
    }
    wake(); // without listeners the thread ends
  }

  /** A listener that is added later must not hear of what happened before. */
  private void forgetAll() {
    while (entries.poll() != null) {
      size.decrementAndGet();
    }
    dropped.set(0);
  }

  /** Appends an event, or drops it if too many wait. */
  void append(PendingEvent event) {
    if (size.get() >= CAPACITY) {
      dropped.incrementAndGet();
      return;
    }
    size.incrementAndGet();
    entries.add(event);
  }

  /** Wakes the thread that delivers; not under a lock. */
  void wake() {
    LockSupport.unpark(deliverer);
  }

  private void deliverAll() {
    while (!isDone()) {
      PendingEvent entry = entries.poll();
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

  private void deliver(PendingEvent entry) {
    long missed = dropped.getAndSet(0);
    LimiterEvent event;
    try {
      event = entry.make();
    } catch (Throwable failure) { // of a time source; other events must be delivered all the same
      LOG.log(Level.WARNING, "An event was dropped, as the time source failed", failure);
      return;
    }
    for (GuardedListener listener : listeners) {
      listener.hear(missed, event);
    }
  }
}
