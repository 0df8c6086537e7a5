package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.call.MethodGuard;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The guard of a method with a limiter. */
final class LimitingGuard extends Guard {

  private final MethodGuard method;

  LimitingGuard(MethodGuard method) {
    this.method = method;
  }

  MethodGuard method() {
    return method;
  }

  @Override
  public boolean takesArguments() {
    return method.takesArguments();
  }

  @Override
  public @Nullable Call begin() {
    return MethodGuard.tracksCalls() ? new Call(method.call()) : null;
  }

  @Override
  public Call begin(@Nullable Object[] arguments) {
    return new Call(method.call(arguments));
  }

  @Override
  public long admit(@Nullable Call call) {
    return call == null ? method.admit() : call.guarded().admit();
  }

  @Override
  public void done(@Nullable Call call, long arrival) {
    if (call == null) {
      method.done(arrival);
    } else {
      call.guarded().done();
    }
  }

  @Override
  public void done(@Nullable Call call, long arrival, @Nullable Object result) {
    if (call == null) {
      method.done(arrival);
    } else {
      call.guarded().used(result);
      call.guarded().done();
    }
  }

  @Override
  public Call retry(Throwable failure, @Nullable Call call, long arrival) {
    Call failed = call == null ? new Call(method.failing(arrival)) : call;
    failed.guarded().retry(failure);
    return failed;
  }

  @Override
  public CompletionStage<?> start(Callable<?> body) {
    return method.start(body);
  }

  @Override
  public CompletionStage<?> start(@Nullable Object[] arguments, Callable<?> body) {
    return method.start(arguments, body);
  }

  @Override
  public Flow.Publisher<?> publish(Callable<?> body) {
    return method.publish(body);
  }

  @Override
  public Flow.Publisher<?> publish(@Nullable Object[] arguments, Callable<?> body) {
    return method.publish(arguments, body);
  }
}
