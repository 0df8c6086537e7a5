package dev.ritmo.runtime.aspect;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import dev.ritmo.runtime.spi.Governed;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Puts the guard of a governed method around it: the retry outside, the limiter inside.
 *
 * <p>There is one advice for each primitive type that is worth it, because the common one boxes
 * them. An advice that holds a lambda or a class is not inlined, so only those for futures and
 * publishers, which have to keep the body for later, have one.
 *
 * <p>Of a repeated {@code @RateLimited} the weaver sees the container only, {@code
 * RateLimited.List}. An annotation that carries one of these counts as well, one level deep.
 */
public final aspect GovernedCalls {

  declare @method : @RateLimited !abstract * *(..) : @Woven;
  declare @method : @RateLimited.List !abstract * *(..) : @Woven;
  declare @method : @RetryOnRateLimit !abstract * *(..) : @Woven;
  declare @method : public !abstract * (@RateLimited *).*(..) : @Woven;
  declare @method : public !abstract * (@RateLimited.List *).*(..) : @Woven;
  declare @method : public !abstract * (@RetryOnRateLimit *).*(..) : @Woven;
  declare @method : @Governed !abstract * *(..) : @Woven;

  declare @method : @(@RateLimited *) !abstract * *(..) : @Woven;
  declare @method : @(@RateLimited.List *) !abstract * *(..) : @Woven;
  declare @method : @(@RetryOnRateLimit *) !abstract * *(..) : @Woven;
  declare @method : public !abstract * (@(@RateLimited *) *).*(..) : @Woven;
  declare @method : public !abstract * (@(@RateLimited.List *) *).*(..) : @Woven;
  declare @method : public !abstract * (@(@RetryOnRateLimit *) *).*(..) : @Woven;

  pointcut annotated() :
      execution(@RateLimited * *(..))
      || execution(@RateLimited.List * *(..))
      || execution(@RetryOnRateLimit * *(..))
      || execution(@Governed * *(..));

  pointcut inAnnotatedType() :
      (execution(public * (@RateLimited *).*(..)) && within(@RateLimited *))
      || (execution(public * (@RateLimited.List *).*(..)) && within(@RateLimited.List *))
      || (execution(public * (@RetryOnRateLimit *).*(..)) && within(@RetryOnRateLimit *));

  pointcut composed() :
      execution(@(@RateLimited *) * *(..))
      || execution(@(@RateLimited.List *) * *(..))
      || execution(@(@RetryOnRateLimit *) * *(..));

  pointcut inComposedType() :
      (execution(public * (@(@RateLimited *) *).*(..)) && within(@(@RateLimited *) *))
      || (execution(public * (@(@RateLimited.List *) *).*(..))
          && within(@(@RateLimited.List *) *))
      || (execution(public * (@(@RetryOnRateLimit *) *).*(..))
          && within(@(@RetryOnRateLimit *) *));

  pointcut ofEveryObject() :
      execution(public boolean *.equals(Object))
      || execution(public int *.hashCode())
      || execution(public String *.toString())
      || execution(public * *.clone())
      || execution(public void *.finalize());

  pointcut ofEnumOrMain() :
      execution(public static * Enum+.values())
      || execution(public static * Enum+.valueOf(String))
      || execution(public static void *.main(String[]))
      || execution(public static void *.main(String...));

  /** The methods to weave; for adapters as well. */
  public pointcut governed() :
      annotated()
      || composed()
      || ((inAnnotatedType() || inComposedType()) && !ofEveryObject() && !ofEnumOrMain());

  pointcut future() : execution(CompletionStage+ *(..));

  pointcut publisher() : execution(Flow.Publisher *(..));

  pointcut primitive() :
      execution(void *(..))
      || execution(int *(..))
      || execution(long *(..))
      || execution(double *(..))
      || execution(boolean *(..));

  Object around() : governed() && future() {
    CallGuard guard = CallGuard.of(thisJoinPointStaticPart);
    return guard.isSpared() ? proceed() : guard.start(() -> proceed());
  }

  Object around() : governed() && publisher() {
    CallGuard guard = CallGuard.of(thisJoinPointStaticPart);
    return guard.isSpared() ? proceed() : guard.publish(() -> proceed());
  }

  Object around() : governed() && !future() && !publisher() && !primitive() {
    CallGuard guard = CallGuard.of(thisJoinPointStaticPart);
    long arrival = guard.admit();
    Attempts attempts = null;
    while (true) {
      try {
        Object result = proceed();
        guard.done(arrival);
        return result;
      } catch (Throwable failure) {
        attempts = guard.retry(failure, attempts, arrival);
      }
    }
  }

  void around() : governed() && execution(void *(..)) {
    CallGuard guard = CallGuard.of(thisJoinPointStaticPart);
    long arrival = guard.admit();
    Attempts attempts = null;
    while (true) {
      try {
        proceed();
        guard.done(arrival);
        return;
      } catch (Throwable failure) {
        attempts = guard.retry(failure, attempts, arrival);
      }
    }
  }

  int around() : governed() && execution(int *(..)) {
    CallGuard guard = CallGuard.of(thisJoinPointStaticPart);
    long arrival = guard.admit();
    Attempts attempts = null;
    while (true) {
      try {
        int result = proceed();
        guard.done(arrival);
        return result;
      } catch (Throwable failure) {
        attempts = guard.retry(failure, attempts, arrival);
      }
    }
  }

  long around() : governed() && execution(long *(..)) {
    CallGuard guard = CallGuard.of(thisJoinPointStaticPart);
    long arrival = guard.admit();
    Attempts attempts = null;
    while (true) {
      try {
        long result = proceed();
        guard.done(arrival);
        return result;
      } catch (Throwable failure) {
        attempts = guard.retry(failure, attempts, arrival);
      }
    }
  }

  double around() : governed() && execution(double *(..)) {
    CallGuard guard = CallGuard.of(thisJoinPointStaticPart);
    long arrival = guard.admit();
    Attempts attempts = null;
    while (true) {
      try {
        double result = proceed();
        guard.done(arrival);
        return result;
      } catch (Throwable failure) {
        attempts = guard.retry(failure, attempts, arrival);
      }
    }
  }

  boolean around() : governed() && execution(boolean *(..)) {
    CallGuard guard = CallGuard.of(thisJoinPointStaticPart);
    long arrival = guard.admit();
    Attempts attempts = null;
    while (true) {
      try {
        boolean result = proceed();
        guard.done(arrival);
        return result;
      } catch (Throwable failure) {
        attempts = guard.retry(failure, attempts, arrival);
      }
    }
  }
}
