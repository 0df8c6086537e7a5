package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Enclosing;
import dev.ritmo.runtime.internal.retry.NoRepeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose bodies the current thread runs, so that a request in a body finds the calls whose
 * places it takes, and an AI service those that must not be repeated. Empty until a program limits
 * requests, or such a service. A body that hands its work to another thread is not known there.
 */
public final class EnclosingCalls {

  private static final ThreadLocal<@Nullable Frame> RUNNING = new ThreadLocal<>();

  private static volatile boolean areTracked;

  private EnclosingCalls() {}

  /**
   * A call, and the one in whose body it was made.
   *
   * @param isBody whether the thread runs its body; otherwise it hands on what that has returned
   */
  private record Frame(CallPlace place, boolean isBody, @Nullable Frame outer) {}

  /** From now on, calls that start have to be known. */
  public static void track() {
    areTracked = true;
  }

  /** For tests: as if no requests had been limited. */
  static void untrack() {
    areTracked = false;
  }

  /** Whether calls that start now have to be known. */
  static boolean areTracked() {
    return areTracked;
  }

  /** The current thread starts to run the body of a call. */
  static void enter(CallPlace place) {
    RUNNING.set(new Frame(place, true, RUNNING.get()));
  }

  /** The current thread has left the body; does nothing if it did not run it. */
  static void leave(CallPlace place) {
    Frame running = RUNNING.get();
    if (running != null) {
      set(without(place, running));
    }
  }

  /**
   * Runs code that hears what the body of a call has returned. It is not of the body, though a
   * publisher may signal before that has returned: requests have the key of the call, but do not
   * take its place.
   *
   * @param place null if the call is not known
   */
  static void handOn(@Nullable CallPlace place, Runnable signal) {
    if (place == null) {
      signal.run();
      return;
    }
    Frame running = RUNNING.get();
    RUNNING.set(new Frame(place, false, without(place, running)));
    try {
      signal.run();
    } finally {
      set(running);
    }
  }

  private static void set(@Nullable Frame running) {
    if (running == null) {
      RUNNING.remove();
    } else {
      RUNNING.set(running);
    }
  }

  private static @Nullable Frame without(CallPlace place, @Nullable Frame running) {
    if (running == null || running.place == place) {
      return running == null ? null : running.outer;
    }
    return new Frame(running.place, running.isBody, without(place, running.outer));
  }

  /** The key of the innermost call under a limiter; null if there is none. */
  public static @Nullable Object key(Admission limiter) {
    for (Frame frame = RUNNING.get(); frame != null; frame = frame.outer) {
      if (frame.place.limiter() == limiter) {
        return frame.place.key();
      }
    }
    return null;
  }

  /** What the current thread does must not be done twice: no call around it is retried. */
  public static void forbidRepetition(NoRepeat reason) {
    for (Frame frame = RUNNING.get(); frame != null; frame = frame.outer) {
      frame.place.forbidRepetition(reason);
    }
  }

  /** Whether the current thread runs the body of a call. */
  public static boolean isAny() {
    return RUNNING.get() != null;
  }

  /** Whether the body of the innermost call has made a request, under any limiter. */
  public static boolean hasRequests() {
    Frame frame = RUNNING.get();
    return frame != null && frame.place.hasRequests();
  }

  /** The calls under a limiter that a request with this key replaces. */
  public static Enclosing replacedBy(Admission limiter, @Nullable Object key) {
    List<CallPlace> places = new ArrayList<>(2);
    for (Frame frame = RUNNING.get(); frame != null; frame = frame.outer) {
      frame.place.makesRequest();
      boolean isSame = frame.place.limiter() == limiter && Objects.equals(frame.place.key(), key);
      if (frame.isBody && isSame) {
        places.add(frame.place);
      }
    }
    return Enclosing.placesOf(places);
  }
}
