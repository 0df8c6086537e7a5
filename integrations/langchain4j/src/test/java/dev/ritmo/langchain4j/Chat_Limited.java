package dev.ritmo.langchain4j;

import dev.langchain4j.service.TokenStream;
import dev.ritmo.runtime.spi.Decorates;
import dev.ritmo.runtime.spi.Governed;
import java.util.concurrent.Flow;

/** What stands around a {@code Chat}, as the processor writes it. */
@Decorates("dev.ritmo.langchain4j.Chat")
@SuppressWarnings("unused") // found by its name
final class Chat_Limited implements Chat {

  private final Chat target;

  Chat_Limited(Chat target) {
    this.target = target;
  }

  @Override
  @Governed
  public String chat(String message) {
    return this.target.chat(message);
  }

  @Override
  @Governed
  public TokenStream stream(String message) {
    return this.target.stream(message);
  }

  @Override
  @Governed(byArguments = true)
  public TokenStream streamTokens(String message) {
    return this.target.streamTokens(message);
  }

  @Override
  @Governed
  public Flow.Publisher<String> publish(String message) {
    return this.target.publish(message);
  }
}
