package com.acme;

import dev.ritmo.runtime.spi.Decorates;
import dev.ritmo.runtime.spi.Governed;
import java.io.IOException;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Stands around a {@code com.acme.Assistant} and limits it; made by {@code Ritmo.limit}.
 */
@Generated("dev.ritmo.processor.RitmoProcessor")
@Decorates("com.acme.Assistant")
@SuppressWarnings({
    "deprecation",
    "overloads",
    "rawtypes",
    "removal",
    "serial",
    "try",
    "unchecked"
})
final class Assistant_Limited<T extends Comparable<T>> implements Assistant<T> {
  private final Assistant<T> target;

  Assistant_Limited(Assistant<T> target) {
    this.target = target;
  }

  @Override
  @Governed
  public boolean ask(String question) {
    return this.target.ask(question);
  }

  @Override
  @Governed
  public <S extends T> List<S> choose(S first, int[] weights, S... more) throws IOException {
    return this.target.choose(first, weights, more);
  }

  @Override
  public void tell(T target) {
    this.target.tell(target);
  }

  @Override
  public int count() {
    return this.target.count();
  }

  @Override
  public String toString() {
    return this.target.toString();
  }
}
