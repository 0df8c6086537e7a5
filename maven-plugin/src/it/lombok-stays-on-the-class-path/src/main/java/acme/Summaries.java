package acme;

import dev.ritmo.RateLimited;
import lombok.Builder;
import lombok.Getter;
import lombok.SneakyThrows;

@Builder
@Getter
class Summaries {

  private final String model;

  @SneakyThrows
  @RateLimited(calls = 1, maxWait = 0)
  String summarize(String text) {
    return getModel() + text;
  }
}
