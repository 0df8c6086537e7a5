package org.springframework.core.retry;

import java.util.concurrent.Callable;

/** Stands in for the one of Spring: tries again after a pause. */
public final class RetryTemplate {

  private final int attempts;
  private final long pauseMillis;

  public RetryTemplate(int attempts, long pauseMillis) {
    this.attempts = attempts;
    this.pauseMillis = pauseMillis;
  }

  public <T> T execute(Callable<T> action) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        return action.call();
      } catch (RuntimeException e) {
        if (attempt == attempts) {
          throw e;
        }
        Thread.sleep(pauseMillis);
      }
    }
  }
}
