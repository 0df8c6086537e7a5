package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.tokens.TokenServices;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.aspectj.lang.JoinPoint;

/**
 * The guards of woven methods, each made at the first call. The class of the method keeps them, and
 * nothing else does, as a guard refers to classes of the program: it goes with them. Safe for use
 * by many threads.
 */
public final class Guards {

  private static final GuardTable GUARDS = new GuardTable();

  private static volatile ClassValue<ConcurrentMap<JoinPoint.StaticPart, CallGuard>> kept =
      keeper();

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
    kept = keeper();
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
    Class<?> type = method.getSignature().getDeclaringType();
    CallGuard earlier = kept.get(type).putIfAbsent(method, loaded);
    CallGuard guard = earlier == null ? loaded : earlier;
    GUARDS.put(method, guard);
    return guard;
  }

  private static ClassValue<ConcurrentMap<JoinPoint.StaticPart, CallGuard>> keeper() {
    return new ClassValue<>() {
      @Override
      protected ConcurrentMap<JoinPoint.StaticPart, CallGuard> computeValue(Class<?> type) {
        return new ConcurrentHashMap<>();
      }
    };
  }
}
