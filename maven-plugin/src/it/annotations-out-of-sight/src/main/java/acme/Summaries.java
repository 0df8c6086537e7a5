package acme;

import dev.ritmo.RateLimited;
import java.util.function.Supplier;

class Summaries {

  @RateLimited(calls = 10)
  String summarize(String text) {
    return text;
  }

  Supplier<String> anonymous() {
    return new Supplier<>() {
      @Override
      @RateLimited(calls = 10)
      public String get() {
        return "anonymous";
      }
    };
  }

  String local() {
    record Local(String text) {
      @RateLimited(calls = 10)
      String ask() {
        return text;
      }
    }
    return new Local("local").ask();
  }

  enum Kind {
    SHORT {
      @Override
      @RateLimited(calls = 10)
      String ask() {
        return "short";
      }
    };

    abstract String ask();
  }
}
