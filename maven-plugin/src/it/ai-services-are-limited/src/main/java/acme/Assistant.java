package acme;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.TokenStream;
import dev.ritmo.RateLimited;

public interface Assistant {

  @RateLimited(calls = 100, limiter = "assistant")
  String chat(String message);

  @RateLimited(tokens = 1_000, limiter = "answers")
  Result<String> ask(UserMessage question);

  @RateLimited(calls = 1, maxWait = 0, limiter = "streams")
  TokenStream stream(String message);
}
