package dev.ritmo.langchain4j;

import dev.ritmo.runtime.spi.Decorates;
import dev.ritmo.runtime.spi.Governed;

/** What stands around a {@code UserChat}, as the processor writes it. */
@Decorates("dev.ritmo.langchain4j.UserChat")
@SuppressWarnings("unused") // found by its name
final class UserChat_Limited implements UserChat {

  private final UserChat target;

  UserChat_Limited(UserChat target) {
    this.target = target;
  }

  @Override
  @Governed
  public String chat(String user, String message) {
    return this.target.chat(user, message);
  }
}
