package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import java.util.List;

/** What governs the methods of {@code Summaries.Text}: none. */
@SuppressWarnings("unused") // found by its name
final class Summaries_Text_Ritmo implements GovernedType {

  @Override
  public List<GovernedMethod> methods() {
    return List.of();
  }
}
