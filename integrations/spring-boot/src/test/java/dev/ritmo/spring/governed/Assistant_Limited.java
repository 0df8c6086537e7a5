package dev.ritmo.spring.governed;

import dev.ritmo.runtime.spi.Decorates;
import dev.ritmo.runtime.spi.Governed;

/** What stands around an {@code Assistant}, as the processor writes it. */
@Decorates("dev.ritmo.spring.governed.Assistant")
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
  public String toString() {
    return this.target.toString();
  }
}
