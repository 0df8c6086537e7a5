package dev.ritmo.spring;

import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Ritmo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** {@code /actuator/ritmo}: all limiters, and {@code /actuator/ritmo/{name}}: one of them. */
@Endpoint(id = "ritmo")
public class RitmoEndpoint {

  static final int NOT_FOUND = 404;

  RitmoEndpoint() {}

  /** All limiters by name, in short. */
  @ReadOperation
  public Map<String, Object> limiters() {
    Map<String, Object> limiters = new LinkedHashMap<>();
    Ritmo.limiters().forEach(each -> limiters.put(each.name(), new LimiterView(each).summary()));
    return Map.of("limiters", limiters);
  }

  /** One limiter; 404 with the known names if there is none of this name. */
  @ReadOperation
  public WebEndpointResponse<Map<String, Object>> limiter(@Selector String name) {
    List<LimiterSnapshot> all = Ritmo.limiters();
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(found -> new WebEndpointResponse<>(new LimiterView(found).details()))
        .orElseGet(() -> unknown(all));
  }

  static WebEndpointResponse<Map<String, Object>> unknown(List<LimiterSnapshot> all) {
    return new WebEndpointResponse<>(
        Map.of("error", "There is no such limiter.", "limiters", LimiterView.names(all)),
        NOT_FOUND);
  }
}
