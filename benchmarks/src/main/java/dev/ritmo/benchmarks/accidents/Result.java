package dev.ritmo.benchmarks.accidents;

/**
 * What became of one client.
 *
 * @param end when the last call ended, in nanoseconds; of a batch that was not done, infinite
 * @param served calls that ended well
 * @param refused calls that the limiter turned away
 * @param failed calls that ended with a rejection
 * @param sent requests that left
 * @param rejected requests that the provider rejected
 * @param beyond requests that left beyond a declared limit, at the worst moment
 * @param back periods until the full rate was back after the slowest accident; not a number if
 *     there was none
 */
record Result(
    double end,
    long served,
    long refused,
    long failed,
    long sent,
    long rejected,
    int beyond,
    double back) {

  boolean isDone() {
    return !Double.isInfinite(end);
  }

  double rejectedShare() {
    return sent == 0 ? 0 : (double) rejected / sent;
  }
}
