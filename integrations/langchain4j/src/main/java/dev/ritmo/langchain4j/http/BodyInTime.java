package dev.ritmo.langchain4j.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Receives a body whose parts must each come in time. The time-out of the JDK ends with the
 * headers: after them, a provider that falls silent would hold the caller for ever. Of an error,
 * only the beginning is read. Used for one answer; the waiting thread is its own watch.
 */
final class BodyInTime implements BodyHandler<byte[]> {

  private final @Nullable Duration timeout;
  private volatile boolean hasBegun;
  private volatile long lastNanos;

  /**
   * @param timeout for each part; null for no bound
   */
  BodyInTime(@Nullable Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo headers) {
    hasArrived();
    hasBegun = true;
    boolean isError = !AnswerCheck.isSuccess(headers.statusCode());
    return new Parts(
        BodySubscribers.ofByteArray(), isError ? AnswerCheck.LONGEST_ERROR : Long.MAX_VALUE);
  }

  private void hasArrived() {
    lastNanos = System.nanoTime();
  }

  /**
   * Waits for the whole answer. If it does not come, or the thread is interrupted, the request is
   * cancelled, and its connection closed.
   *
   * @throws HttpTimeoutException if the connection, the headers or a part takes too long
   */
  HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer)
      throws IOException, InterruptedException {
    try {
      return timeout == null ? answer.get() : await(answer, timeout.toNanos());
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      answer.cancel(true); // does nothing if it is there
    }
  }

  private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer, long nanos)
      throws IOException, InterruptedException, ExecutionException {
    long wait = nanos;
    while (true) {
      try {
        return answer.get(wait, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // until the headers, the time-out of the request itself ends it
        wait = hasBegun ? lastNanos + nanos - System.nanoTime() : nanos;
        if (wait <= 0) {
          throw new HttpTimeoutException("no part of the body came for " + timeout);
        }
      }
    }
  }

  private static IOException failure(@Nullable Throwable cause) {
    if (cause instanceof IOException failure) {
      return failure;
    }
    if (cause instanceof RuntimeException failure) {
      throw failure;
    }
    if (cause instanceof Error failure) {
      throw failure;
    }
    return new IOException(cause);
  }

  private final class Parts implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> all;
    private long left;
    private Flow.@Nullable Subscription subscription;

    /**
     * @param most the bytes after which the rest is not read, and the connection closed
     */
    Parts(BodySubscriber<byte[]> all, long most) {
      this.all = all;
      this.left = most;
    }

    @Override
    public void onSubscribe(Flow.Subscription made) {
      subscription = made;
      all.onSubscribe(made);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      hasArrived();
      if (left <= 0) {
        return;
      }
      left -= part.stream().mapToLong(ByteBuffer::remaining).sum();
      all.onNext(part);
      if (left <= 0) {
        Objects.requireNonNull(subscription).cancel();
        all.onComplete();
      }
    }

    @Override
    public void onError(Throwable failure) {
      all.onError(failure);
    }

    @Override
    public void onComplete() {
      all.onComplete();
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return all.getBody();
    }
  }
}
