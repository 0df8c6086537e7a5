package dev.ritmo.runtime.internal.window.infer;

import org.jspecify.annotations.Nullable;

/**
 * How requests are held back while it is not known what rejections mean. Not thread-safe.
 *
 * <p>In <em>doubt</em> they are paced at the declared mean rate, which costs a burst and no
 * throughput. In an <em>event</em> one request at a time probes, at distances that double.
 */
final class Probing {

  private static final long SECOND = 1_000_000_000;
  private static final long HOUR = 3600 * SECOND;
  private static final long NONE = Long.MIN_VALUE / 2;
  private static final long LONGEST_DISTANCE = 60 * SECOND;

  /** Under a slow limit, at most one in this many requests is a probe that may count against it. */
  private static final int REQUESTS_PER_PROBE = 4;

  private static final long LEAST_PATIENCE = 2 * SECOND;
  private static final long MOST_PATIENCE = 60 * SECOND;
  private static final int MOST_DOUBLINGS = 10;

  /** What the rejections so far are taken for. */
  enum State {
    /** Nothing that is not dealt with. */
    CLEAR,
    /** Something that the next answers will tell. */
    DOUBT,
    /** A limit or a storm: one request at a time probes which. */
    EVENT
  }

  private State state = State.CLEAR;

  /** When the rejection came back that began this doubt or event. */
  private long since;

  /** Of what left since then: how many requests, how many of them were rejected. */
  private int sent;

  private int rejected;

  /** When the next request may leave. */
  private long next = NONE;

  /** Between probes of an event. */
  private long distance;

  /** When the probe left that has not been answered; {@link #NONE} if there is none. */
  private long probe = NONE;

  /** When the first request of the window that seems full counts no more: one more probe. */
  private long firstExpiry = NONE;

  private @Nullable ObservedWindow expiring;

  /** The longest time that a rejection has taken, of late. */
  private long echo;

  Probing() {}

  /** To try what would be: calls leave as soon as they may, and nothing is rejected. */
  static Probing forecastOf(Probing other) {
    Probing forecast = new Probing();
    forecast.next = other.state == State.CLEAR ? NONE : other.next;
    return forecast;
  }

  State state() {
    return state;
  }

  long since() {
    return since;
  }

  long distance() {
    return distance;
  }

  int rejected() {
    return rejected;
  }

  /** Whether most of what has left since the doubt began was rejected. */
  boolean isMajorityRejected() {
    return 2 * rejected >= sent;
  }

  /**
   * After how long without an answer a probe is taken for served: providers reject at once, and
   * answer late.
   */
  long patience() {
    return Math.min(MOST_PATIENCE, Math.max(LEAST_PATIENCE, 4 * echo));
  }

  /** When the probe left that is to be taken for served; null if there is none. */
  @Nullable Long overdueProbe(long now) {
    return state == State.EVENT && probe != NONE && probe + patience() <= now ? probe : null;
  }

  /** When the next request may leave. */
  long heldUntil() {
    return switch (state) {
      case CLEAR, DOUBT -> next;
      case EVENT -> probe == NONE ? chance() : probe + patience();
    };
  }

  private long chance() {
    return firstExpiry == NONE ? next : Math.min(next, firstExpiry);
  }

  /**
   * A request leaves.
   *
   * @param pace the time to the next one at the declared mean rate; 0 to hold up nobody in doubt
   */
  void admit(long now, long pace) {
    switch (state) {
      case CLEAR -> {}
      case DOUBT -> {
        sent++;
        next = now + (pace << (isMajorityRejected() ? Math.min(rejected, MOST_DOUBLINGS) : 0));
      }
      case EVENT -> {
        sent++;
        firstExpiry = now >= firstExpiry ? NONE : firstExpiry; // once is enough
        probe = now;
        next = Math.max(next, now + distance);
      }
    }
  }

  void doubt(long now) {
    state = State.DOUBT;
    since = now;
    sent = 0;
    rejected = 0;
    next = now;
    probe = NONE;
  }

  /**
   * @param firstDistance to the first probe
   */
  void beginEvent(long now, long firstDistance) {
    state = State.EVENT;
    distance = firstDistance;
    next = now + distance;
    probe = NONE;
    expiring = null;
    firstExpiry = NONE;
  }

  void clear() {
    state = State.CLEAR;
    next = NONE;
  }

  /** A request was rejected that had left at this time. */
  void reject(long now, long left) {
    echo = Math.max(now - left, echo - echo / 8);
    boolean unused = forget(left);
  }

  /** One was rejected that left after others were known to be. */
  void rejectAnother() {
    rejected++;
  }

  /**
   * A probe was rejected: the next one comes later.
   *
   * @param bound of the distance, while the event is young
   * @param mean the time between two requests at the declared mean rate
   */
  void growDistance(long now, long bound, long mean) {
    long age = now - since;
    long most = Math.max(age > HOUR ? Cap.FADE : LONGEST_DISTANCE, REQUESTS_PER_PROBE * mean);
    distance = Math.min(2 * distance, Math.min(Math.max(bound, age / 4), most));
    next = now + distance;
  }

  /** A window seems full, so that there may be room when its first request counts no more. */
  void expectExpiry(ObservedWindow full, long firstRejected) {
    if (full != expiring) {
      expiring = full;
      long first = full.kept.firstAfter(firstRejected - full.length);
      firstExpiry = first + full.length + full.declared.margin();
    }
  }

  /** A request was answered, or never will be; whether it was the probe. */
  boolean forget(long left) {
    boolean wasProbe = left == probe;
    if (wasProbe) {
      probe = NONE;
    }
    return wasProbe;
  }

  /** Whether what happens to a request that left then tells what the rejections mean. */
  boolean tells(long left, long lastRejected, long jitter) {
    return switch (state) {
      case CLEAR -> false;
      case DOUBT -> left >= since || left > lastRejected + jitter;
      case EVENT -> left >= since;
    };
  }
}
