package dev.ritmo.spring;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Ritmo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.lang.Nullable;

/**
 * As its superclass, and pauses and resumes limiters: {@code POST /actuator/ritmo/{name}/pause}
 * with <code>{"duration": "30s"}</code>, and {@code POST /actuator/ritmo/{name}/resume}.
 */
@Endpoint(id = "ritmo")
public final class WritableRitmoEndpoint extends RitmoEndpoint {

  private static final int BAD_REQUEST = 400;

  WritableRitmoEndpoint() {}

  /**
   * Pauses or resumes a limiter, and returns its state.
   *
   * @param action {@code pause} or {@code resume}
   * @param duration of a pause, such as {@code 30s}
   */
  @WriteOperation
  public WebEndpointResponse<Map<String, Object>> change(
      @Selector String name, @Selector String action, @Nullable String duration) {
    List<LimiterSnapshot> all = Ritmo.limiters();
    if (!LimiterView.names(all).contains(name)) {
      return unknown(all);
    }
    Limiter limiter = Ritmo.limiter(name);
    if (action.equals("resume")) {
      limiter.resume();
      return limiter(name);
    }
    Duration pause = action.equals("pause") ? duration(duration) : null;
    if (pause == null) {
      return new WebEndpointResponse<>(
          Map.of(
              "error",
              "The action must be resume, or pause with a duration of at least 0, such as 30s."),
          BAD_REQUEST);
    }
    limiter.pause(pause);
    return limiter(name);
  }

  private static @Nullable Duration duration(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Duration parsed = DurationStyle.detectAndParse(text);
      return parsed.isNegative() ? null : parsed;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
