package dev.ritmo.langchain4j;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.service.Result;
import dev.ritmo.runtime.spi.Decorates;
import dev.ritmo.runtime.spi.Governed;

/** What stands around an {@code Assistant}, as the processor writes it. */
@Decorates("dev.ritmo.langchain4j.Assistant")
@SuppressWarnings("unused") // found by its name
final class Assistant_Limited implements Assistant {

  private final Assistant target;

  Assistant_Limited(Assistant target) {
    this.target = target;
  }

  @Override
  @Governed
  public String chat(String message) {
    return this.target.chat(message);
  }

  @Override
  @Governed
  public String translate(String text, String language) {
    return this.target.translate(text, language);
  }

  @Override
  @Governed(byArguments = true)
  public Result<String> ask(UserMessage question) {
    return this.target.ask(question);
  }

  @Override
  public String guess(String message) {
    return this.target.guess(message);
  }

  @Override
  public String toString() {
    return this.target.toString();
  }
}
