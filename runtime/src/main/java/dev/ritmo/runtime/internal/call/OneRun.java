package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.internal.retry.NoRepeat;
import java.util.concurrent.Callable;

/** The body of an asynchronous call that is not retried. */
record OneRun(Callable<?> body, NoRepeat noRepeat) implements AsyncBody {

  @Override
  public Object run(GuardedCall call) throws Exception {
    return body.call();
  }
}
