package dev.ritmo.adapter.dev.langchain4j.service;

import dev.langchain4j.service.TokenStream;
import dev.ritmo.runtime.aspect.DeferredCalls;
import dev.ritmo.runtime.aspect.GovernedCalls;

/** Makes a call of each start of a {@code TokenStream} that a governed method returns. */
public final aspect TokenStreamAdapter {

  declare precedence : TokenStreamAdapter, GovernedCalls;

  Object around() : GovernedCalls.governed() && execution(TokenStream *(..)) {
    DeferredCalls calls = DeferredCalls.of(thisJoinPoint);
    return calls == null ? proceed() : new GovernedTokenStream(calls, () -> proceed());
  }
}
