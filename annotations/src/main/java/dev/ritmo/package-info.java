/**
 * The annotations of Ritmo: {@link dev.ritmo.RateLimited} and {@link dev.ritmo.RetryOnRateLimit},
 * and {@link dev.ritmo.Prompt} on parameters.
 *
 * <pre>{@code
 * @RateLimited(calls = 10, period = 60)
 * @RetryOnRateLimit
 * String summarize(String text) {
 *   return model.chat(text);
 * }
 * }</pre>
 */
package dev.ritmo;
