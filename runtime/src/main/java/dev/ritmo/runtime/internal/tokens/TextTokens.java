package dev.ritmo.runtime.internal.tokens;

import dev.ritmo.runtime.spi.TokenEstimator;

/** Estimates by script. */
final class TextTokens implements TokenEstimator {

  @Override
  public long tokens(CharSequence text) {
    return (text.length() + 3L) / 4;
  }
}
