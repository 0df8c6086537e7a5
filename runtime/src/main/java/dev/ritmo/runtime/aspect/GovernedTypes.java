package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.call.MethodGuard;
import dev.ritmo.runtime.internal.config.Environment;
import dev.ritmo.runtime.internal.config.LimiterConfiguration;
import dev.ritmo.runtime.internal.config.Overrides;
import dev.ritmo.runtime.internal.generated.Decorators;
import dev.ritmo.runtime.internal.generated.GeneratedClasses;
import dev.ritmo.runtime.internal.generated.Signatures;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Declarer;
import dev.ritmo.runtime.internal.limiter.LimiterRegistry;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.lang.reflect.RecordComponent;
import org.aspectj.lang.JoinPoint;
import org.aspectj.lang.reflect.MethodSignature;

/** Creates guards from generated classes. */
final class GovernedTypes {

  private GovernedTypes() {}

  static Guard guard(JoinPoint.StaticPart joinPoint) {
    if (LimiterRegistry.current().isOff()) {
      return PassingGuard.PASSING;
    }
    MethodSignature method = (MethodSignature) joinPoint.getSignature();
    Class<?> type = method.getDeclaringType();
    String signature = Signatures.of(method.getName(), method.getParameterTypes());
    for (GovernedMethod governed : GeneratedClasses.of(type).methods()) {
      if (governed.signature().equals(signature)) {
        String name = type.getTypeName() + "." + signature;
        MethodGuard guard = guard(type, governed, name);
        return governed.isDeferred()
            ? new AdaptedGuard(new DeferredCalls(guard, name, method.getReturnType()))
            : new LimitingGuard(guard);
      }
    }
    if (isRecordAccessor(type, method)) {
      return PassingGuard.PASSING;
    }
    throw new IllegalStateException(
        "%s.%s is woven, but the generated class does not list it. Fix: compile %s again, all of it, with the same version of Ritmo."
            .formatted(type.getTypeName(), signature, type.getTypeName()));
  }

  /**
   * Declares the limiters of a type, and of the abstract methods of an interface; false if none of
   * its methods is governed.
   */
  static boolean declare(Class<?> type) {
    Class<?> decorator = Decorators.find(type);
    boolean isDecorated = decorator != null && declare(decorator);
    GovernedType governed = GeneratedClasses.find(type);
    if (governed == null) {
      return isDecorated;
    }
    for (GovernedMethod method : governed.methods()) {
      MethodGuard unused = guard(type, method, type.getTypeName() + "." + method.signature());
    }
    return true;
  }

  private static boolean isRecordAccessor(Class<?> type, MethodSignature method) {
    if (!type.isRecord() || method.getParameterTypes().length > 0) {
      return false;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getName().equals(method.getName())) {
        return true;
      }
    }
    return false;
  }

  private static MethodGuard guard(Class<?> type, GovernedMethod declared, String by) {
    Overrides overrides = Environment.overrides();
    String name = declared.limiter();
    Limits limits =
        Limits.of(declared.limits().toArray(new Limit[0]))
            .perKey(declared.limitsPerKey().toArray(new Limit[0]));
    Admission limiter =
        LimiterRegistry.current()
            .declare(
                name,
                limits,
                Declarer.of(type, by),
                LimiterConfiguration.ofAnnotation(name, overrides));
    RetrySettings settings = declared.retry();
    Retry retry =
        settings == null ? null : new Retry(overrides.retry(name, settings), limiter.timeline());
    return MethodGuard.of(type, overrides.maxWait(declared), limiter, retry);
  }
}
