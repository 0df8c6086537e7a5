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

  private static volatile ClassValue<ConcurrentMap<JoinPoint.StaticPart, Guard>> kept = keeper();

  private Guards() {}

  /**
   * The guard of the method at a join point.
   *
   * @throws IllegalStateException if the method has not been through the processor, or its limiter
   *     is declared with other limits elsewhere
   */
  public static Guard of(JoinPoint.StaticPart method) {
    Guard guard = GUARDS.get(method);
    return guard == null ? load(method) : guard;
  }

  /**
   * The guard of the method at a join point whose calls may differ by their arguments, and then
   * each {@linkplain Guard#begin(Object[]) begin} with them.
   *
   * @throws IllegalStateException as {@link #of(JoinPoint.StaticPart)} does
   */
  public static Guard byArguments(JoinPoint.StaticPart method) {
    Guard guard = GUARDS.get(method);
    return guard == null ? keep(method, GovernedTypes.guard(method)) : guard;
  }

  /** Forgets all guards, so that they are made anew. */
  public static void forgetAll() {
    kept = keeper();
    GUARDS.clear();
    TokenServices.forget();
  }

  private static Guard load(JoinPoint.StaticPart method) {
    Guard loaded = GovernedTypes.guard(method);
    if (loaded.takesArguments()) {
      // lest a call that nothing is known of passes, or counts for nothing
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
