package dev.ritmo.langchain4j.pool;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.ritmo.langchain4j.internal.CurrentRequest;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.spi.Signal;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request at the member that has admitted it, with its permit, until it ends: {@link #served},
 * {@link #failed} or {@link #cancelled}, whichever comes first.
 */
final class Attempt<M> {

  /** The key or the factory fails: another may do. */
  private static final Signal NO_MODEL = Signal.of(Signal.Kind.USELESS, Signal.Reason.CONNECTION);

  /** A limiter within the member, which says nothing of the provider. */
  private static final Signal REFUSED_WITHIN =
      Signal.of(Signal.Kind.REJECTED, Signal.Reason.UNKNOWN);

  private final Pool<M> pool;
  private final PooledRequest<M> request;
  private final Member<M> member;
  private final Permit permit;
  private final boolean isProbe;
  private final long sentAt;
  private final AtomicBoolean hasEnded = new AtomicBoolean();

  private volatile boolean wasSent = true;

  /** Whether the provider has certainly seen it. */
  private volatile boolean isKnownSent;

  /** Null until the model is known. */
  private volatile @Nullable Object version;

  Attempt(
      Pool<M> pool,
      PooledRequest<M> request,
      Member<M> member,
      Permit permit,
      boolean isProbe,
      long sentAt) {
    this.pool = pool;
    this.request = request;
    this.member = member;
    this.permit = permit;
    this.isProbe = isProbe;
    this.sentAt = sentAt;
  }

  PooledRequest<M> request() {
    return request;
  }

  Member<M> member() {
    return member;
  }

  boolean isProbe() {
    return isProbe;
  }

  long sentAt() {
    return sentAt;
  }

  /** Whether it has reached the provider, as far as is known. */
  boolean wasSent() {
    return wasSent;
  }

  /** The model that it is sent with. */
  Object version() {
    Object known = version;
    return known == null ? "none" : known;
  }

  /** What a request does to a model. */
  @FunctionalInterface
  interface Send<M, T> {
    T to(M model);
  }

  /** Sends the request, and settles it with its answer. */
  <T> T send(Send<M, T> send) {
    M model = model();
    try (CurrentRequest.Scope scope = CurrentRequest.enter(permit)) {
      T answer = send.to(model);
      scope.permit().usedBy(answer);
      return answer;
    } catch (RuntimeException failure) {
      throw unwrapped(failure);
    }
  }

  /** Sends the request, whose answer comes later. */
  void start(Consumer<M> start) {
    M model = model();
    CurrentRequest.Scope scope = CurrentRequest.enter(permit);
    try {
      start.accept(model);
    } catch (RuntimeException failure) {
      throw unwrapped(failure);
    } finally {
      scope.close();
    }
  }

  private M model() {
    try {
      ModelSource.Versioned<M> model = member.source().current();
      version = model.version();
      return model.model();
    } catch (RuntimeException failure) {
      throw new NoModelException(member.name(), failure);
    }
  }

  /** A refusal of a further HTTP request of the model means that the first one was sent. */
  private RuntimeException unwrapped(RuntimeException failure) {
    RuntimeException unwrapped = CurrentRequest.unwrapped(failure);
    isKnownSent |= unwrapped != failure;
    return unwrapped;
  }

  /** The answer has begun to come. */
  void begins() {
    isKnownSent = true;
    if (isProbe) {
      pool.begins(this);
    }
  }

  /** The request was served, and is settled. */
  void served() {
    if (hasEnded.compareAndSet(false, true)) {
      permit.close();
      pool.served(this);
    }
  }

  /** The stream was served. */
  void served(ChatResponse answer) {
    permit.usedBy(answer);
    served();
  }

  /** The stream was cancelled. */
  void cancelled(CharSequence received) {
    if (hasEnded.compareAndSet(false, true)) {
      permit.cutOff(received);
      permit.close();
      pool.cancelled(this);
    }
  }

  /** The stream has broken off, which {@link #failed} tells. */
  void cutOff(CharSequence received) {
    permit.cutOff(received);
  }

  /**
   * The request has failed.
   *
   * @param isRepeatable whether it may be sent again
   * @return whether it goes on, at another member
   */
  boolean failed(Throwable failure, boolean isRepeatable) {
    if (!hasEnded.compareAndSet(false, true)) {
      return false;
    }
    if (failure instanceof NoModelException missing) {
      wasSent = false;
      permit.giveBack();
      PoolLog.unavailable(member, missing.why);
      return pool.failed(this, missing, NO_MODEL) && isRepeatable;
    }
    if (failure instanceof RateLimitExceededException) {
      refusedWithin();
      return pool.failed(this, failure, REFUSED_WITHIN) && isRepeatable;
    }
    Signal signal = permit.failed(failure);
    permit.close();
    return pool.failed(this, failure, signal) && isRepeatable;
  }

  private void refusedWithin() {
    if (isKnownSent) {
      permit.close();
    } else {
      wasSent = false;
      permit.giveBack();
    }
  }

  /** With what the request fails in the end, after this failure. */
  Throwable finalFailure(Throwable failure) {
    return pool.finalFailure(request, failure);
  }

  /** The key or the factory of a member has failed; nothing was sent. */
  private static final class NoModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final RuntimeException why;

    NoModelException(String member, RuntimeException why) {
      super("Member \"" + member + "\" has no model", why);
      this.why = why;
    }
  }
}
