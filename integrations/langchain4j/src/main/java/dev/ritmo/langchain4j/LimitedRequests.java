package dev.ritmo.langchain4j;

import dev.ritmo.langchain4j.internal.CurrentRequest;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Permit;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The requests of one model. Each is admitted by the limiter, known to the HTTP client while it is
 * sent, and settled with the usage that its answer reports. Immutable and thread-safe.
 */
final class LimitedRequests {

  private final LimitedCall call;

  LimitedRequests(LimitedCall call) {
    this.call = call.request();
  }

  /** Sends a request on the current thread, and again if it fails and should be retried. */
  <T> T send(UnaryOperator<LimitedCall> size, Supplier<T> request) {
    try {
      return size.apply(call).run((Permit permit) -> sendOnce(permit, request));
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception checked) { // which a model in another language may throw
      throw new UndeclaredThrowableException(checked);
    }
  }

  private static <T> T sendOnce(Permit permit, Supplier<T> request) {
    try (CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
      T answer = request.get();
      scope.permit().usedBy(answer);
      return answer;
    } catch (RuntimeException failure) {
      throw CurrentRequest.unwrapped(failure);
    }
  }

  /**
   * Sends a request for each subscription, without blocking, and again if it fails before the first
   * element and should be retried.
   */
  <T> Flow.Publisher<T> publish(
      UnaryOperator<LimitedCall> size, Function<Permit, Flow.Publisher<T>> request) {
    return size.apply(call).publish((Permit permit) -> request.apply(permit));
  }
}
