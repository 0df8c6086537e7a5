package dev.ritmo.langchain4j.pool;

/** Throws what a member has thrown, as it is. */
final class Rethrow {

  private Rethrow() {}

  /** Never returns; for {@code throw Rethrow.as(failure)}. */
  static RuntimeException as(Throwable failure) {
    return Rethrow.<RuntimeException>unchecked(failure);
  }

  @SuppressWarnings("unchecked") // the cast is erased
  private static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
    throw (E) failure;
  }
}
