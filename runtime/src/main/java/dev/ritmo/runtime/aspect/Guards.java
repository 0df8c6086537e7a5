package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.limiter.LimiterRegistry;
import dev.ritmo.runtime.internal.tokens.TokenServices;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.aspectj.lang.JoinPoint;

/**
 * The guards of woven methods, each created at the first call. Only the class of the method holds
 * them strongly, because a guard refers to classes of the program and must be unloaded with them.
 * Thread-safe.
 */
public final class Guards {

  private static final GuardTable GUARDS = new GuardTable();

  private static volatile ClassValue<ConcurrentMap<JoinPoint.StaticPart, Guard>> kept = keeper();

  private Guards() {}

  /**
   * Returns the guard of the method at a join point.
   *
   * @throws IllegalStateException if the method was not processed, or its limiter is declared with
   *     other limits elsewhere
   */
  public static Guard of(JoinPoint.StaticPart method) {
    Guard guard = GUARDS.get(method);
    return guard == null ? load(method) : guard;
  }

  /**
   * Returns the guard of the method at a join point, if its calls may differ by their arguments,
   * and then {@linkplain Guard#begin(Object[]) begin} with them.
   *
   * @throws IllegalStateException as for {@link #of(JoinPoint.StaticPart)}
   */
  public static Guard byArguments(JoinPoint.StaticPart method) {
    Guard guard = GUARDS.get(method);
    return guard == null ? keep(method, GovernedTypes.guard(method)) : guard;
  }

  /**
   * Declares the limiters of the governed methods of a type, and checks what overrides them.
   *
   * @return false if none of its own methods is governed
   */
  public static boolean declare(Class<?> type) {
    return LimiterRegistry.current().isOff() || GovernedTypes.declare(type);
  }

  /** Forgets all guards, so that they are created anew. */
  public static void forgetAll() {
    kept = keeper();
    GUARDS.clear();
    TokenServices.forget();
  }

  private static Guard load(JoinPoint.StaticPart method) {
    Guard loaded = GovernedTypes.guard(method);
    if (loaded.takesArguments()) {
      // so that no call passes without its key or its tokens
      throw new IllegalStateException(
          "%s must be woven with its arguments, as it has a key or a limit of tokens, but was woven without. Fix: compile and weave it again with the same version of Ritmo."
              .formatted(method.getSignature()));
    }
    return keep(method, loaded);
  }

  private static Guard keep(JoinPoint.StaticPart method, Guard loaded) {
    Class<?> type = method.getSignature().getDeclaringType();
    Guard earlier = kept.get(type).putIfAbsent(method, loaded);
    Guard guard = earlier == null ? loaded : earlier;
    GUARDS.put(method, guard);
    return guard;
  }

  private static ClassValue<ConcurrentMap<JoinPoint.StaticPart, Guard>> keeper() {
    return new ClassValue<>() {
      @Override
      protected ConcurrentMap<JoinPoint.StaticPart, Guard> computeValue(Class<?> type) {
        return new ConcurrentHashMap<>();
      }
    };
  }
}
