package dev.ritmo.langchain4j.http;

import dev.ritmo.langchain4j.internal.CurrentRequest;
import dev.ritmo.langchain4j.internal.RefusedRequestException;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Permit;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, and whom its answer is reported to: the permit of the limited model that sends
 * it, the limiter of the client, or none. Thread-safe.
 */
final class SentRequest {

  private final @Nullable CurrentRequest request;
  private final @Nullable Permit permit;
  private final @Nullable Limiter limiter;
  private final long left = System.nanoTime();

  private SentRequest(
      @Nullable CurrentRequest request, @Nullable Permit permit, @Nullable Limiter limiter) {
    this.request = request;
    this.permit = permit;
    this.limiter = limiter;
  }

  /**
   * The current thread is about to send a request. Waits if it is not the first one of a model.
   *
   * @param ofClient the limiter to report to if no limited model sends it; null for none
   * @throws RefusedRequestException if the limiter does not admit a further one
   * @throws IllegalStateException if the limiter of the client is not declared
   */
  static SentRequest begin(@Nullable Limiter ofClient) {
    CurrentRequest current = CurrentRequest.current();
    if (current != null) {
      return new SentRequest(current, current.next(), null);
    }
    if (ofClient != null) {
      ofClient.answered(Map.of(), Duration.ZERO); // fails before the request, not after
    }
    return new SentRequest(null, null, ofClient);
  }

  /** The answer has come, be it a success or an error. */
  void answered(HttpHeaders headers) {
    if (permit != null) {
      permit.answered(headers.map());
    } else if (limiter != null) {
      limiter.answered(headers.map(), Duration.ofNanos(System.nanoTime() - left));
    }
  }

  /** The request has failed, which its caller reports, unless it sends it again. */
  void failed(Throwable failure) {
    if (request != null) {
      request.failed(failure);
    }
  }
}
