package dev.ritmo.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/**
 * What is published under a limiter keeps the rules of Reactive Streams, by their own tests, which
 * run on TestNG; those that nobody can test are skipped there.
 */
public final class PublishTckTest extends FlowPublisherVerification<Long> {

  private static final int PATIENCE_MILLIS = 1_000;
  private static final int SILENCE_MILLIS = 50;

  public PublishTckTest() {
    super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS));
  }

  private static LimitedCall call() {
    return Ritmo.limiter("tck", Limit.calls(1_000_000, 60, SECONDS), Limit.concurrent(1_000))
        .call()
        .retry(RetrySettings.DEFAULT);
  }

  @Override
  public Flow.Publisher<Long> createFlowPublisher(long elements) {
    return call().publish(() -> subscriber -> emit(elements, subscriber));
  }

  @Override
  public Flow.Publisher<Long> createFailedFlowPublisher() {
    return call()
        .publish(
            () -> {
              throw new IllegalStateException("no stream");
            });
  }

  @Override
  public long maxElementsFromPublisher() {
    return 100_000;
  }

  private static void emit(long elements, Flow.Subscriber<? super Long> subscriber) {
    SubmissionPublisher<Long> publisher = new SubmissionPublisher<>();
    publisher.subscribe(subscriber);
    Thread emitting =
        new Thread(
            () -> {
              for (long i = 0; i < elements && publisher.hasSubscribers(); i++) {
                publisher.submit(i);
              }
              publisher.close();
            });
    emitting.setDaemon(true);
    emitting.start();
  }
}
