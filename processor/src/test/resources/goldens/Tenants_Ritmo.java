package com.acme;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Governs;
import dev.ritmo.runtime.spi.KeyFunction;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.annotation.processing.Generated;

/**
 * What governs the methods of {@code com.acme.Tenants}.
 */
@Generated("dev.ritmo.processor.RitmoProcessor")
@Governs(
    type = "com.acme.Tenants",
    methods = {
        "ask(com.acme.Tenants$Request,java.lang.String,java.lang.String)",
        "count(java.lang.String)",
        "first(java.util.List,java.lang.String)"
    }
)
@SuppressWarnings("auxiliaryclass")
final class Tenants_Ritmo implements GovernedType {
  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of(
                "ask(com.acme.Tenants$Request,java.lang.String,java.lang.String)",
                "com.acme.Tenants.ask(com.acme.Tenants.Request,String,String)",
                Limit.calls(500, 60, TimeUnit.SECONDS),
                Limit.tokens(200000, 60, TimeUnit.SECONDS),
                Limit.outputTokens(5000000000L, 60, TimeUnit.SECONDS))
            .perKey(
                Tenants_Ritmo::keyOfAsk,
                Limit.calls(5, 60, TimeUnit.SECONDS),
                Limit.concurrent(2))
            .prompt(0, 2),
        GovernedMethod.of(
                "count(java.lang.String)",
                "com.acme.Tenants.count(String)")
            .perKey(
                Tenants_Ritmo::keyOfCount,
                Limit.calls(1, 60, TimeUnit.SECONDS)),
        GovernedMethod.of(
                "first(java.util.List,java.lang.String)",
                "com.acme.Tenants.first(java.util.List,String)")
            .perKey(
                Tenants_Ritmo::keyOfFirst,
                Limit.inputTokens(1000, 60, TimeUnit.SECONDS))
            .prompt(1));
  }

  /**
   * The key {@code request.user.id} of {@code ask(com.acme.Tenants.Request,String,String)}.
   */
  private static Object keyOfAsk(Object[] arguments) {
    Tenants.Request request = (Tenants.Request) arguments[0];
    if (request == null) {
      return KeyFunction.NONE;
    }
    var user = request.user();
    if (user == null) {
      return KeyFunction.NONE;
    }
    return user.id();
  }

  /**
   * The key {@code user} of {@code count(String)}.
   */
  private static Object keyOfCount(Object[] arguments) {
    var user = arguments[0];
    return user == null ? KeyFunction.NONE : user;
  }

  /**
   * The key {@code requests.iterator.next.user} of {@code first(java.util.List,String)}.
   */
  private static Object keyOfFirst(Object[] arguments) {
    List<?> requests = (List<?>) arguments[0];
    if (requests == null) {
      return KeyFunction.NONE;
    }
    var iterator = requests.iterator();
    if (iterator == null) {
      return KeyFunction.NONE;
    }
    Tenants.Request next = (Tenants.Request) iterator.next();
    if (next == null) {
      return KeyFunction.NONE;
    }
    var user = next.user();
    return user == null ? KeyFunction.NONE : user;
  }
}
