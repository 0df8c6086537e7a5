package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.PermitRequest;
import dev.ritmo.runtime.spi.TimeSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One request to a pool: where it waits, where it has been, and who waits for it, a thread or a
 * callback. It waits under its first arrival however often it is sent. What is not final is guarded
 * by the lock of the pool, unless it says otherwise.
 */
final class PooledRequest<M> implements Executor {

  /** Lateness of the machine that is not held against a waiting request: 50 ms, as in limiters. */
  private static final long GRACE = 50_000_000;

  private final Pool<M> pool;
  private final TimeSource time;
  private final long arrivedAt;
  private final long number;
  private final UnaryOperator<LimitedCall> sizing;
  private final Map<Account<M>, LimitedCall> calls = new ConcurrentHashMap<>();

  /** Counts those who want to look for a place, so that one at a time does. */
  final AtomicInteger looks = new AtomicInteger();

  final Map<Account<M>, Place> queued = new LinkedHashMap<>();
  final Set<Member<M>> barred = new HashSet<>();
  final Failures failures = new Failures();

  /** Whether the next attempt takes a retry from the budget. */
  boolean draws;

  /** Where it was admitted, or why it was not; set once for each {@link #seek}. */
  @Nullable Attempt<M> granted;

  @Nullable Throwable failure;

  /** The thread that waits; null for a callback. */
  private volatile @Nullable Thread thread;

  /** What the thread that waits has to do: to look for its turn, mostly. */
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  private volatile boolean isDecided;
  private volatile @Nullable Runnable told;
  private volatile @Nullable Runnable cancelTimer;

  /** A place in the queue of an account; the request is known once it is there. */
  static final class Place {
    @Nullable PermitRequest request;
  }

  /**
   * @param number tells it from others that arrive at the same time
   * @param sizing adds what the request takes
   */
  PooledRequest(Pool<M> pool, TimeSource time, long number, UnaryOperator<LimitedCall> sizing) {
    this.pool = pool;
    this.time = time;
    this.arrivedAt = time.nanoTime();
    this.number = number;
    this.sizing = sizing;
  }

  TimeSource time() {
    return time;
  }

  long arrivedAt() {
    return arrivedAt;
  }

  /** Whether it arrived before another request. */
  int compareArrival(PooledRequest<M> other) {
    long earlier = arrivedAt - other.arrivedAt;
    return earlier == 0 ? Long.compare(number, other.number) : Long.signum(earlier);
  }

  /** The request as a call of the limiter; the one place where it is made. Runs foreign code. */
  LimitedCall call(Account<M> account) {
    LimitedCall known = calls.get(account);
    if (known == null) {
      known = sizing.apply(account.limiter().call()).request().waitForever();
      calls.put(account, known);
    }
    return known;
  }

  /** How much longer it may wait, in nanoseconds; negative if it is late. */
  long left() {
    return pool.maxWait() - (time.nanoTime() - arrivedAt);
  }

  boolean isDecided() {
    return isDecided;
  }

  /**
   * Blocks the current thread until a member has admitted the request.
   *
   * @throws InterruptedWaitException if the thread is interrupted before; no place is kept then
   */
  Attempt<M> await() {
    Thread waits = Thread.currentThread();
    thread = waits;
    begin(() -> time.unpark(waits));
    while (!isDecided) {
      Runnable task = tasks.poll();
      long left = left();
      if (task != null) {
        task.run();
      } else if (waits.isInterrupted()) {
        pool.fail(this, new InterruptedWaitException(pool.toString()));
      } else if (left + GRACE <= 0) {
        pool.expire(this);
      } else {
        time.park(pool, left > Long.MAX_VALUE - GRACE ? Long.MAX_VALUE : left + GRACE);
      }
    }
    Attempt<M> attempt = granted();
    if (attempt == null) {
      throw Rethrow.as(Objects.requireNonNull(failure()));
    }
    return attempt;
  }

  /** Tells, once, which member has admitted the request, or why none has. */
  void seek(BiConsumer<@Nullable Attempt<M>, @Nullable Throwable> decided) {
    begin(
        () -> {
          Runnable cancel = cancelTimer;
          if (cancel != null) {
            cancel.run();
          }
          decided.accept(granted(), failure());
        });
    if (!isDecided) {
      setTimer();
    }
  }

  /**
   * Runs what admits the request: on the thread that waits, so that it counts from when that is
   * awake and sends it; without one, on the executor of the time source.
   */
  @Override
  public void execute(Runnable task) {
    Thread waits = thread;
    if (waits == null) {
      time.executor().execute(task);
    } else {
      tasks.add(task);
      time.unpark(waits);
    }
  }

  private void setTimer() {
    long wait = Math.max(0, Math.min(left(), Long.MAX_VALUE - GRACE) + GRACE);
    Runnable cancel = time.schedule(() -> time.executor().execute(() -> pool.expire(this)), wait);
    cancelTimer = cancel;
    if (isDecided) {
      cancel.run();
    }
  }

  private void begin(Runnable listener) {
    told = listener;
    cancelTimer = null;
    isDecided = false;
    pool.seek(this);
  }

  /** It was admitted, or has failed; called once for each {@link #seek}, without the lock. */
  void decide() {
    isDecided = true;
    Runnable listener = told;
    if (listener != null) {
      listener.run();
    }
  }

  private @Nullable Attempt<M> granted() {
    return pool.places().locked(() -> granted);
  }

  private @Nullable Throwable failure() {
    return pool.places().locked(() -> failure);
  }
}
