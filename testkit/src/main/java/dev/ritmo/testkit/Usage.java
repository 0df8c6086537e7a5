package dev.ritmo.testkit;

/**
 * The tokens of one request.
 *
 * @param prompt all of the prompt, cached or not
 * @param answer all of the answer, reasoning included
 * @param cacheRead those of the prompt that came from the cache
 * @param cacheWrite those of the prompt that were written to the cache
 * @param reasoning those of the answer that were spent on reasoning
 */
record Usage(int prompt, int answer, int cacheRead, int cacheWrite, int reasoning) {

  static final Usage ZERO = new Usage(0, 0, 0, 0, 0);
  static final Usage NEGATIVE = new Usage(-1, -1, 0, 0, 0);

  int total() {
    return prompt + answer;
  }

  /** Those of the prompt that the cache had no part in. */
  int uncached() {
    return prompt - cacheRead - cacheWrite;
  }
}
