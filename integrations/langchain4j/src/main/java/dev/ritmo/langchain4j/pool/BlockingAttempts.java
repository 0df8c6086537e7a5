package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.LimitedCall;
import java.util.function.UnaryOperator;

/** Sends a request, at one member after the other, on the thread of the caller. */
final class BlockingAttempts {

  private BlockingAttempts() {}

  static <M, T> T send(Pool<M> pool, UnaryOperator<LimitedCall> sizing, Attempt.Send<M, T> send) {
    PooledRequest<M> request = pool.arrive(sizing);
    while (true) {
      Attempt<M> attempt = request.await();
      T answer;
      try {
        answer = attempt.send(send);
      } catch (Throwable failure) {
        if (attempt.failed(failure, !Thread.currentThread().isInterrupted())) {
          continue;
        }
        throw Rethrow.as(attempt.finalFailure(failure));
      }
      attempt.served();
      return answer;
    }
  }
}
