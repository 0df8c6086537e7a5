/** The annotations {@code @RateLimited} and {@code @RetryOnRateLimit}; depends on nothing. */
module dev.ritmo.annotations {
  exports dev.ritmo;
  exports dev.ritmo.rules;
}
