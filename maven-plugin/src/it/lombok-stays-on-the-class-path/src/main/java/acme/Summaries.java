package acme;

import dev.ritmo.RateLimited;
import lombok.Builder;
import lombok.Getter;
import lombok.SneakyThrows;
import lombok.Value;

@Builder
@Getter
class Summaries {

  @Value
  static class Request {
    String user;
    String text;
  }

  private final String model;

  @SneakyThrows
  @RateLimited(calls = 1, maxWait = 0, key = "request.getUser")
  String summarize(Request request) {
    return getModel() + request.getText();
  }
}
