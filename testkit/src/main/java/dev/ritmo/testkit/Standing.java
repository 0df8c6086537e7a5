package dev.ritmo.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policies of an account say about a request, for the headers of its answer.
 *
 * @param requests the verdict on the number of requests; null if its tokens were rejected before
 * @param tokens the verdicts on tokens
 */
record Standing(@Nullable Verdict requests, List<OfTokens> tokens) {

  record OfTokens(TokenKind kind, Verdict verdict) {}
}
