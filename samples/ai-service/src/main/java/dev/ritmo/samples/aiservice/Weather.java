package dev.ritmo.samples.aiservice;

import dev.langchain4j.agent.tool.Tool;
import java.util.concurrent.atomic.AtomicInteger;

/** A tool. It must not run again when a request is rejected. */
final class Weather {

  private final AtomicInteger lookups = new AtomicInteger();

  @Tool("The temperature in a city, in degrees Celsius")
  int temperature(String city) {
    lookups.incrementAndGet();
    return city.length() * 3;
  }

  int lookups() {
    return lookups.get();
  }
}
