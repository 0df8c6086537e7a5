package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hugging Face, which states how long a model takes to load. */
final class HuggingFace implements FailureClassifier {

  private static final Pattern LOADING =
      Pattern.compile("Model \\S{1,200} is currently loading\\b");

  private static final Pattern SECONDS = Pattern.compile("\\d{1,5}(?:\\.\\d{1,12})?");

  private static final Sentences SENTENCES =
      new Sentences()
          .useless(Reason.SPEND, "You have exceeded your monthly included credits\\b")
          .useless(Reason.TOO_LARGE, "Input validation error: `inputs` tokens \\+ ");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    for (String message : answer.messages()) {
      if (answer.status() == 503 && LOADING.matcher(message).lookingAt()) {
        return loading(answer);
      }
    }
    return SENTENCES.in(answer);
  }

  private static Signal loading(Answer answer) {
    Signal signal = Signal.of(Kind.OVERLOADED);
    for (String estimate : answer.values("estimated_time")) {
      if (answer.retryAfter() == null && SECONDS.matcher(estimate).matches()) {
        double nanos = Double.parseDouble(estimate) * TimeUnit.SECONDS.toNanos(1);
        return nanos < 1 ? signal : signal.withStatedDelayNanos((long) Math.ceil(nanos));
      }
    }
    return signal;
  }
}
