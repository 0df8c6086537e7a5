package dev.ritmo.testkit;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The threads that a clock waits for. Guarded by the clock's lock. */
final class Crew {

  private final Set<Thread> members = new LinkedHashSet<>();
  private final Set<Thread> running = new LinkedHashSet<>();
  private @Nullable Throwable failure;

  void join(Thread thread) {
    members.add(thread);
    running.add(thread);
  }

  void leave(Thread thread, @Nullable Throwable thrown) {
    members.remove(thread);
    running.remove(thread);
    failure = failure == null ? thrown : failure;
  }

  void parks(Thread thread) {
    running.remove(thread);
  }

  void wakes(Thread thread) {
    if (members.contains(thread)) {
      running.add(thread);
    }
  }

  boolean contains(Thread thread) {
    return members.contains(thread);
  }

  /** A parked thread whose interrupt flag is set is about to run, so it is not quiet. */
  boolean isQuiet() {
    return running.isEmpty() && members.stream().noneMatch(Thread::isInterrupted);
  }

  /** Rethrows the exception of a thread, once. */
  void rethrow() {
    Throwable cause = failure;
    failure = null;
    if (cause != null) {
      throw new IllegalStateException("A thread of the crew has failed: " + cause, cause);
    }
  }

  /** The stacks of the threads that keep the clock from being quiet. */
  String stacks() {
    Collection<Thread> awaited = running.isEmpty() ? members : running;
    StringBuilder text = new StringBuilder();
    for (Thread thread : awaited) {
      text.append("\n\"").append(thread.getName()).append("\" ").append(thread.getState());
      for (StackTraceElement frame : thread.getStackTrace()) {
        text.append("\n    at ").append(frame);
      }
    }
    return text.toString();
  }
}
