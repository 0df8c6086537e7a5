package dev.ritmo.runtime.aspect;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import dev.ritmo.runtime.spi.Governed;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Puts the guard of a governed method around it: the retry outside, the limiter inside.
 *
 * <p>There is one advice for each common primitive type, because the general one boxes its result.
 * An advice with a lambda or a class is not inlined, so only those for futures and publishers,
 * which need the body later, have one.
 *
 * <p>The arguments of a call allocate an array, so they are taken only where the annotations may
 * need them, for a key or a limit of tokens. (The default of tokens is 0 for this reason: a
 * pointcut cannot name a negative number.)
 *
 * <p>Of a repeated {@code @RateLimited} the weaver only sees the container, {@code
 * RateLimited.List}. A composed annotation counts as well, one level deep; because it may override
 * any element, its calls may need their arguments.
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

  /** The methods to weave; also used by adapters. */
  public pointcut governed() :
      annotated()
      || composed()
      || ((inAnnotatedType() || inComposedType()) && !ofEveryObject() && !ofEnumOrMain());

  pointcut itselfByArguments() :
      execution(@RateLimited(key != "") * *(..))
      || execution(@RateLimited(tokens != 0) * *(..))
      || execution(@RateLimited(inputTokens != 0) * *(..))
      || execution(@RateLimited(outputTokens != 0) * *(..))
      || execution(@RateLimited.List * *(..))
      || execution(@Governed(byArguments = true) * *(..))
      || composed();

  pointcut inTypeByArguments() :
      within(@RateLimited(key != "") *)
      || within(@RateLimited(tokens != 0) *)
      || within(@RateLimited(inputTokens != 0) *)
      || within(@RateLimited(outputTokens != 0) *)
      || within(@RateLimited.List *)
      || within(@(@RateLimited *) *)
      || within(@(@RateLimited.List *) *);

  pointcut byArguments() : itselfByArguments() || inTypeByArguments();

  pointcut alike() : governed() && !byArguments();

  pointcut different() : governed() && byArguments();

  pointcut future() : execution(CompletionStage+ *(..));

  pointcut publisher() : execution(Flow.Publisher *(..));

  pointcut primitive() :
      execution(void *(..))
      || execution(int *(..))
      || execution(long *(..))
      || execution(double *(..))
      || execution(boolean *(..));

  Object around() : alike() && future() {
    return Guards.of(thisJoinPointStaticPart).start(() -> proceed());
  }

  Object around() : alike() && publisher() {
    return Guards.of(thisJoinPointStaticPart).publish(() -> proceed());
  }

  Object around() : alike() && !future() && !publisher() && !primitive() {
    Guard guard = Guards.of(thisJoinPointStaticPart);
    Call call = guard.begin();
    long arrival = guard.admit(call);
    while (true) {
      try {
        Object result = proceed();
        guard.done(call, arrival);
        return result;
      } catch (Throwable failure) {
        call = guard.retry(failure, call, arrival);
      }
    }
  }

  void around() : alike() && execution(void *(..)) {
    Guard guard = Guards.of(thisJoinPointStaticPart);
    Call call = guard.begin();
    long arrival = guard.admit(call);
    while (true) {
      try {
        proceed();
        guard.done(call, arrival);
        return;
      } catch (Throwable failure) {
        call = guard.retry(failure, call, arrival);
      }
    }
  }

  int around() : alike() && execution(int *(..)) {
    Guard guard = Guards.of(thisJoinPointStaticPart);
    Call call = guard.begin();
    long arrival = guard.admit(call);
    while (true) {
      try {
        int result = proceed();
        guard.done(call, arrival);
        return result;
      } catch (Throwable failure) {
        call = guard.retry(failure, call, arrival);
      }
    }
  }

  long around() : alike() && execution(long *(..)) {
    Guard guard = Guards.of(thisJoinPointStaticPart);
    Call call = guard.begin();
    long arrival = guard.admit(call);
    while (true) {
      try {
        long result = proceed();
        guard.done(call, arrival);
        return result;
      } catch (Throwable failure) {
        call = guard.retry(failure, call, arrival);
      }
    }
  }

  double around() : alike() && execution(double *(..)) {
    Guard guard = Guards.of(thisJoinPointStaticPart);
    Call call = guard.begin();
    long arrival = guard.admit(call);
    while (true) {
      try {
        double result = proceed();
        guard.done(call, arrival);
        return result;
      } catch (Throwable failure) {
        call = guard.retry(failure, call, arrival);
      }
    }
  }

  boolean around() : alike() && execution(boolean *(..)) {
    Guard guard = Guards.of(thisJoinPointStaticPart);
    Call call = guard.begin();
    long arrival = guard.admit(call);
    while (true) {
      try {
        boolean result = proceed();
        guard.done(call, arrival);
        return result;
      } catch (Throwable failure) {
        call = guard.retry(failure, call, arrival);
      }
    }
  }

  Object around() : different() && future() {
    return Guards.byArguments(thisJoinPointStaticPart)
        .start(thisJoinPoint.getArgs(), () -> proceed());
  }

  Object around() : different() && publisher() {
    return Guards.byArguments(thisJoinPointStaticPart)
        .publish(thisJoinPoint.getArgs(), () -> proceed());
  }

  Object around() : different() && !future() && !publisher() {
    Guard guard = Guards.byArguments(thisJoinPointStaticPart);
    Call call = guard.takesArguments() ? guard.begin(thisJoinPoint.getArgs()) : guard.begin();
    long arrival = guard.admit(call);
    while (true) {
      try {
        Object result = proceed();
        guard.done(call, arrival, result);
        return result;
      } catch (Throwable failure) {
        call = guard.retry(failure, call, arrival);
      }
    }
  }
}
