package dev.ritmo.langchain4j.pool;

import dev.langchain4j.model.chat.ChatModel;
import dev.ritmo.langchain4j.RitmoModels;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pool on virtual time, and what has become of the calls to it. */
final class PoolTrial implements AutoCloseable {

  final VirtualClock clock = new VirtualClock();
  final List<Call> calls = new CopyOnWriteArrayList<>();
  private final long begin = clock.nanoTime();

  PoolTrial() {
    Ritmo.reset(clock);
  }

  /** A call, and how it ended. */
  static final class Call {
    final String name;
    volatile @Nullable String answer;
    volatile @Nullable Throwable failure;
    volatile double endedAt = -1;
    volatile @Nullable Thread thread;

    Call(String name) {
      this.name = name;
    }

    RateLimitExceededException refusal() {
      return (RateLimitExceededException) Objects.requireNonNull(failure);
    }

    void interrupt() {
      Objects.requireNonNull(thread).interrupt();
    }

    boolean hasEnded() {
      return endedAt >= 0;
    }
  }

  /** A limiter of calls; connections are warm from the beginning. */
  Limiter limiter(String name, int calls, long seconds) {
    return Ritmo.limiter(
        name,
        Limits.of(Limit.calls(calls, seconds, TimeUnit.SECONDS))
            .setup(Duration.ZERO)
            .withoutInference());
  }

  ModelPools pool() {
    return RitmoModels.pool();
  }

  double now() {
    return (clock.nanoTime() - begin) / 1e9;
  }

  double at(long nanoTime) {
    return (nanoTime - begin) / 1e9;
  }

  /** Calls the model on a thread of its own, and returns when that waits or has ended. */
  Call call(ChatModel model) {
    Call call = new Call("call-" + calls.size());
    calls.add(call);
    call.thread =
        clock.start(
            call.name,
            () -> {
              try {
                call.answer = model.chat(call.name);
              } catch (Throwable e) {
                call.failure = e;
              }
              call.endedAt = now();
            });
    clock.advance(Duration.ZERO);
    return call;
  }

  void advance(Duration time) {
    clock.advance(time);
  }

  long served() {
    return calls.stream().filter(call -> call.answer != null).count();
  }

  @Override
  public void close() {
    Ritmo.reset();
  }
}
