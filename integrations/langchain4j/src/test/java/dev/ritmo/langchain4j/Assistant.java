package dev.ritmo.langchain4j;

import dev.langchain4j.service.Result;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.ritmo.RateLimited;

interface Assistant {

  @RateLimited(calls = 2, maxWait = 0, limiter = "assistant")
  String chat(String message);

  @RateLimited(calls = 2, maxWait = 0, limiter = "translator")
  @SystemMessage("You translate")
  @UserMessage("Into {{language}}: {{text}}")
  String translate(@V("text") String text, @V("language") String language);

  @RateLimited(tokens = 1_000, limiter = "answers")
  Result<String> ask(dev.langchain4j.data.message.UserMessage question);

  /** Not limited. */
  String guess(String message);
}
