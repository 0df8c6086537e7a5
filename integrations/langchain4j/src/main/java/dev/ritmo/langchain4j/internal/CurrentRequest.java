package dev.ritmo.langchain4j.internal;

import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.RateLimitExceededException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The request that a limited model is sending on the current thread, so that the HTTP client below
 * it knows the permit under which it sends. Thread-safe.
 *
 * <pre>{@code
 * try (CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
 *   ChatResponse response = delegate.doChat(request);
 *   settle(scope.permit(), response);
 *   return response;
 * } catch (RuntimeException failure) {
 *   throw CurrentRequest.unwrapped(failure);
 * }
 * }</pre>
 *
 * <p>A request of a model is one HTTP request, unless LangChain4j tries it again by itself or cuts
 * it into batches. The first HTTP request uses the permit of the scope; each further one takes
 * another from the same limiter, in the slot of the first.
 */
public final class CurrentRequest {

  private static final String RETRIES = "LangChain4j's own retries";
  private static final String FIX = ".maxRetries(0) on the builder of the model";

  private static final ThreadLocal<@Nullable CurrentRequest> CURRENT = new ThreadLocal<>();

  private final Permit first;
  private final AtomicBoolean isFirstUsed = new AtomicBoolean();
  private final Queue<Permit> further = new ConcurrentLinkedQueue<>();
  private volatile Permit latest;
  private volatile @Nullable Throwable failure;
  private volatile boolean isOver;

  private CurrentRequest(Permit first) {
    this.first = first;
    this.latest = first;
  }

  /**
   * Marks the current thread as sending a request under this permit, until the scope is closed on
   * the same thread. A scope within a scope hides the outer one. The caller keeps the permit and
   * closes it; the scope closes only further permits.
   *
   * @param permit of the request, open
   */
  public static Scope enter(Permit permit) {
    CurrentRequest outer = CURRENT.get();
    CurrentRequest request = new CurrentRequest(permit);
    CURRENT.set(request);
    return new Scope(request, outer);
  }

  /** The request that the current thread sends; null if no limited model does. */
  public static @Nullable CurrentRequest current() {
    return CURRENT.get();
  }

  /**
   * The permit for the next HTTP request. Blocks for each but the first, until its turn. If the
   * last one has failed, LangChain4j sends it again by itself: then that failure is reported, and a
   * warning logged once per limiter.
   *
   * @throws RefusedRequestException if its turn would come too late, or never
   */
  public Permit next() {
    if (isFirstUsed.compareAndSet(false, true)) {
      return first;
    }
    Permit permit = another();
    latest = permit;
    further.add(permit);
    if (isOver) {
      closeFurther(); // the scope has not seen this one
    }
    return permit;
  }

  private Permit another() {
    Throwable known = failure;
    failure = null;
    if (known != null) {
      latest.repeated(known, RETRIES, FIX);
    }
    try {
      return first.another();
    } catch (RateLimitExceededException refusal) {
      throw new RefusedRequestException(refusal);
    }
  }

  /**
   * The last HTTP request has failed; the caller of the model hears of it only if it is the last.
   */
  public void failed(Throwable reason) {
    failure = reason;
  }

  private void closeFurther() {
    for (Permit permit = further.poll(); permit != null; permit = further.poll()) {
      permit.close();
    }
  }

  /** The permit of the last HTTP request, or of the first until one was sent. */
  public Permit permit() {
    return latest;
  }

  /**
   * The failure to report for one that came through LangChain4j: a refusal of the limiter itself
   * instead of {@link RefusedRequestException}, in which the HTTP client hides it from
   * LangChain4j's own retries.
   */
  public static RuntimeException unwrapped(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedRequestException refused) {
        return refused.refusal();
      }
    }
    return failure;
  }

  /** The time in which a thread sends one request. */
  public static final class Scope implements AutoCloseable {

    private final CurrentRequest request;
    private final @Nullable CurrentRequest outer;

    private Scope(CurrentRequest request, @Nullable CurrentRequest outer) {
      this.request = request;
      this.outer = outer;
    }

    /** The permit that the answer settles: that of the last HTTP request. */
    public Permit permit() {
      return request.permit();
    }

    /** Ends the scope, and closes the permits of further HTTP requests. */
    @Override
    public void close() {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
      request.isOver = true;
      request.closeFurther();
    }
  }
}
