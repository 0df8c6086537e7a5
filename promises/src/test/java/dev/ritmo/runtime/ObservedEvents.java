package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.CallObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes what an observer is told, and on which threads. Safe for use by many threads. */
public final class ObservedEvents implements CallObserver {

  private final List<String> all = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Thread> threads = Collections.synchronizedMap(new HashMap<>());

  /** The events so far, in their order. */
  public List<String> all() {
    return all;
  }

  /** Adds an event of the test itself. */
  public void note(String event) {
    all.add(event);
    threads.put(event, Thread.currentThread());
  }

  Set<Thread> threadsOf(String... events) {
    Set<Thread> found = new HashSet<>();
    for (String event : events) {
      found.add(threads.get(event));
    }
    return found;
  }

  private void ended(String what, Outcome outcome, @Nullable Throwable failure) {
    note(what + " " + outcome + (failure == null ? "" : " " + failure.getClass().getSimpleName()));
  }

  @Override
  public CallScope callStarted(Call call) {
    note("call " + call.limiter() + call.method().map(name -> " " + name).orElse(""));
    return new CallScope() {
      @Override
      public Scope waitStarted(Wait wait) {
        note("wait " + wait.cause() + wait.expected().map(length -> " " + length).orElse(""));
        return (outcome, failure) -> ObservedEvents.this.ended("wait", outcome, failure);
      }

      @Override
      public AttemptScope attemptStarted(int number) {
        note("attempt " + number);
        return new AttemptScope() {
          @Override
          public void bodyLeft() {
            note("body left");
          }

          @Override
          public void ended(Outcome outcome, @Nullable Throwable failure) {
            ObservedEvents.this.ended("attempt", outcome, failure);
          }
        };
      }

      @Override
      public void ended(Outcome outcome, @Nullable Throwable failure) {
        ObservedEvents.this.ended("call", outcome, failure);
      }
    };
  }

  /**
   * Throws whatever it is told.
   *
   * @param onlyInScopes whether it begins with that once a call has started
   */
  record Failing(boolean onlyInScopes) implements CallObserver {

    @Override
    public CallScope callStarted(Call call) {
      if (!onlyInScopes) {
        throw new IllegalStateException("call");
      }
      return new CallScope() {
        @Override
        public Scope waitStarted(Wait wait) {
          throw new NoClassDefFoundError("wait");
        }

        @Override
        public AttemptScope attemptStarted(int number) {
          throw new IllegalStateException("attempt");
        }

        @Override
        public void ended(Outcome outcome, @Nullable Throwable failure) {
          throw new IllegalStateException("end");
        }
      };
    }
  }
}
