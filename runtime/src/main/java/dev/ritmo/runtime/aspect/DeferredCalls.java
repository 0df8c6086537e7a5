package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.call.MethodGuard;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import org.aspectj.lang.JoinPoint;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a governed method that returns what begins when it is subscribed to: a type of a
 * library, which this one does not know. An adapter, that is an aspect named {@code
 * dev.ritmo.adapter.} and the type and {@code Adapter}, takes over methods of such a type and keeps
 * their bodies until then. Immutable, and safe for use by many threads.
 *
 * <p>The aspect of the runtime is woven as well, inside. It lets a call pass that runs through the
 * adapter, and no other: without the adapter, the limits would hold for nothing.
 */
public final class DeferredCalls {

  private static final ThreadLocal<@Nullable Method> RUNNING = new ThreadLocal<>();

  private final MethodGuard guard;
  private final Method method;
  private final @Nullable Object @Nullable [] arguments;

  /**
   * @param guard of the calls
   * @param method its name, for the message
   * @param type what it returns
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
   * Those of the method at a join point; null if they are to pass as they are.
   *
   * @throws IllegalStateException if the method has not been through the processor, or not together
   *     with the adapter
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
   * Makes a call for each subscription: when it is admitted, its body runs, and the publisher that
   * it returns is subscribed to; again if that fails before its first element and is to be retried.
   * Nothing blocks.
   *
   * @param body gives a {@link Flow.Publisher}
   */
  public Flow.Publisher<Object> publish(Callable<?> body) {
    return arguments == null
        ? guard.publish(() -> run(body))
        : guard.publish(arguments, () -> run(body));
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
   * Lets the body run, on a thread that runs it for a subscription.
   *
   * @throws IllegalStateException on any other
   */
  void requireRunning() {
    if (!method.equals(RUNNING.get())) {
      throw new IllegalStateException(
          "%s must be woven by %s as well, but is not, so its limits would hold for nothing. Fix: add every jar of Ritmo on the class path to the aspects to weave, as ritmo-maven-plugin does."
              .formatted(method.name, method.adapter));
    }
  }

  /** What the calls are of, whatever their arguments. */
  private record Method(String name, String adapter) {}
}
