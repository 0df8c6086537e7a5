package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.call.MethodGuard;
import dev.ritmo.runtime.internal.retry.NoRepeat;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.aspectj.lang.JoinPoint;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a governed method whose result starts later, as on subscription. The type of the
 * result belongs to a library that the runtime does not know: an adapter, an aspect named {@code
 * dev.ritmo.adapter.<type>Adapter}, takes over such methods and runs their bodies on subscription.
 * Immutable and thread-safe.
 *
 * <p>The aspect of the runtime is woven as well, inside the adapter's. It only lets calls pass that
 * come from the adapter, so that a missing adapter does not disable the limits.
 */
public final class DeferredCalls {

  private static final ThreadLocal<@Nullable Method> RUNNING = new ThreadLocal<>();

  private final MethodGuard guard;
  private final Method method;
  private final @Nullable Object @Nullable [] arguments;

  /**
   * @param guard of the calls
   * @param method its name, for messages
   * @param type its return type
   */
  DeferredCalls(MethodGuard guard, String method, Class<?> type) {
    this(guard, new Method(method, "dev.ritmo.adapter." + type.getName() + "Adapter"), null);
  }

  private DeferredCalls(MethodGuard guard, Method method, @Nullable Object @Nullable [] arguments) {
    this.guard = guard;
    this.method = method;
    this.arguments = arguments;
  }

  /**
   * Returns the calls of the method at a join point; null if they pass unlimited.
   *
   * @throws IllegalStateException if the method was not processed, or not together with the adapter
   */
  public static @Nullable DeferredCalls of(JoinPoint method) {
    Guard guard = Guards.byArguments(method.getStaticPart());
    if (guard instanceof LimitingGuard) {
      throw new IllegalStateException(
          "%s is woven by an adapter, but was compiled without it. Fix: compile it with the adapter on the class path."
              .formatted(method.getSignature().toLongString()));
    }
    return guard instanceof AdaptedGuard adapted ? adapted.calls().with(method) : null;
  }

  private DeferredCalls with(JoinPoint call) {
    return guard.takesArguments() ? new DeferredCalls(guard, method, call.getArgs()) : this;
  }

  /**
   * Makes a call for each subscription: once admitted, its body runs, and the publisher that it
   * returns is subscribed to, again if that fails before its first element and should be retried.
   * Does not block.
   *
   * @param body returns a {@link Flow.Publisher}
   */
  public Flow.Publisher<Object> publish(Callable<?> body) {
    return arguments == null
        ? guard.publish(() -> run(body))
        : guard.publish(arguments, () -> run(body));
  }

  /**
   * Starts one call, which is not retried, without blocking: once admitted, its body runs, on the
   * current thread if the call need not wait.
   *
   * @param body returns the stage with which the call ends
   * @param advice logged once if the call would be retried otherwise: why it is not, and what to do
   *     instead
   * @return completes as the stage of the body does, or fails with the refusal; cancelling it ends
   *     the call
   */
  public CompletableFuture<Object> startOnce(
      Callable<? extends CompletionStage<?>> body, String advice) {
    return guard.startOnce(arguments, NoRepeat.advising(advice), () -> run(body));
  }

  private @Nullable Object run(Callable<?> body) throws Exception {
    Method outer = RUNNING.get();
    RUNNING.set(method);
    try {
      return body.call();
    } finally {
      if (outer == null) {
        RUNNING.remove();
      } else {
        RUNNING.set(outer);
      }
    }
  }

  /**
   * Returns if this thread runs the body for a subscription.
   *
   * @throws IllegalStateException on any other thread
   */
  void requireRunning() {
    if (!method.equals(RUNNING.get())) {
      throw new IllegalStateException(
          "%s must be woven by %s as well, but is not, so its limits would have no effect. Fix: add every jar of Ritmo on the class path to the aspects to weave, as ritmo-maven-plugin does."
              .formatted(method.name, method.adapter));
    }
  }

  /** The method, which is the same for all calls. */
  private record Method(String name, String adapter) {}
}
