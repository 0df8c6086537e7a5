package dev.ritmo.langchain4j;

import dev.langchain4j.service.TokenStream;
import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import java.util.function.Supplier;

/** Governed methods of a class, around AI services. */
class Callers {

  @RetryOnRateLimit(initialDelay = 1, jitter = 0)
  @SuppressWarnings("ritmo:RepeatUnsafe")
  String ask(Chat chat, String question) {
    return chat.chat(question);
  }

  @RateLimited(calls = 2, period = 10, limiter = "callers")
  TokenStream stream(Supplier<TokenStream> body) {
    return body.get();
  }
}
