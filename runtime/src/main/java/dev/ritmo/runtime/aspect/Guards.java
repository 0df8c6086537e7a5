package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.tokens.TokenServices;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.aspectj.lang.JoinPoint;

/** The guards of woven methods, each made at the first call. Safe for use by many threads. */
public final class Guards {

  private static final ConcurrentMap<JoinPoint.StaticPart, CallGuard> GUARDS =
      new ConcurrentHashMap<>();

  private Guards() {}

  /**
   * The guard of the method at a join point.
   *
   * @throws IllegalStateException if the method has not been through the processor, or its limiter
   *     is declared with other limits elsewhere
   */
  public static CallGuard of(JoinPoint.StaticPart method) {
    CallGuard guard = GUARDS.get(method);
    return guard == null ? load(method) : guard;
  }

  /**
   * The guard of the method at a join point whose calls may differ by their arguments, and are each
   * to be guarded by what {@link CallGuard#with} makes of it.
   *
   * @throws IllegalStateException as {@link #of(JoinPoint.StaticPart)} does
   */
  public static CallGuard ofAny(JoinPoint.StaticPart method) {
    CallGuard guard = GUARDS.get(method);
    return guard == null ? keep(method, GovernedTypes.guard(method)) : guard;
  }

  /** Forgets all guards, so that they are made anew. */
  public static void forgetAll() {
    GUARDS.clear();
    TokenServices.forget();
  }

  private static CallGuard load(JoinPoint.StaticPart method) {
    CallGuard loaded = GovernedTypes.guard(method);
    if (loaded.takesArguments()) {
      // lest a call that nothing is known of passes, or counts for nothing
      throw new IllegalStateException(
          "%s must be woven with its arguments, as it has a key or a limit of tokens, but was woven without. Fix: compile and weave it again with the same version of Ritmo."
              .formatted(method.getSignature()));
    }
    return keep(method, loaded);
  }

  private static CallGuard keep(JoinPoint.StaticPart method, CallGuard loaded) {
    CallGuard earlier = GUARDS.putIfAbsent(method, loaded);
    return earlier == null ? loaded : earlier;
  }
}
