package dev.ritmo.runtime.aspect;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Lets every call pass, for methods that are woven only because a pointcut cannot exclude them. */
sealed class PassingGuard extends Guard permits AdaptedGuard {

  /** Shared by all such methods. */
  static final PassingGuard PASSING = new PassingGuard();

  PassingGuard() {}

  @Override
  public final boolean takesArguments() {
    return false;
  }

  @Override
  public final @Nullable Call begin() {
    return null;
  }

  @Override
  public final @Nullable Call begin(@Nullable Object[] arguments) {
    return null;
  }

  @Override
  public long admit(@Nullable Call call) {
    return 0;
  }

  @Override
  public final void done(@Nullable Call call, long arrival) {}

  @Override
  public final void done(@Nullable Call call, long arrival, @Nullable Object result) {}

  @Override
  public final @Nullable Call retry(Throwable failure, @Nullable Call call, long arrival) {
    throw rethrow(failure);
  }

  @Override
  public final @Nullable CompletionStage<?> start(Callable<?> body) {
    return (CompletionStage<?>) run(body);
  }

  @Override
  public final @Nullable CompletionStage<?> start(@Nullable Object[] arguments, Callable<?> body) {
    return start(body);
  }

  @Override
  public final Flow.@Nullable Publisher<?> publish(Callable<?> body) {
    return (Flow.Publisher<?>) run(body);
  }

  @Override
  public final Flow.@Nullable Publisher<?> publish(@Nullable Object[] arguments, Callable<?> body) {
    return publish(body);
  }

  private static @Nullable Object run(Callable<?> body) {
    try {
      return body.call();
    } catch (Exception e) {
      throw rethrow(e);
    }
  }
}
