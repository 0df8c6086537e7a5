package dev.ritmo.langchain4j;

import dev.langchain4j.service.TokenStream;
import dev.langchain4j.spi.services.TokenStreamAdapter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.concurrent.Flow;

/**
 * Lets AI services return a {@code Flow.Publisher}, as langchain4j-reactor lets them return a
 * {@code Flux}.
 */
public final class PublisherAdapter implements TokenStreamAdapter {

  /** Found by {@link java.util.ServiceLoader}. */
  public PublisherAdapter() {}

  @Override
  public boolean canAdaptTokenStreamTo(Type type) {
    return type instanceof ParameterizedType parameterized
        && parameterized.getRawType() == Flow.Publisher.class;
  }

  @Override
  public Object adapt(TokenStream stream) {
    return (Flow.Publisher<String>)
        subscriber -> {
          subscriber.onSubscribe(
              new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
              });
          stream
              .onPartialResponse(subscriber::onNext)
              .onCompleteResponse(response -> subscriber.onComplete())
              .onError(subscriber::onError)
              .start();
        };
  }
}
