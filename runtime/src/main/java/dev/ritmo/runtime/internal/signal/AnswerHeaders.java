package dev.ritmo.runtime.internal.signal;

import java.time.Instant;
import java.util.List;

/** The headers of an answer, of whatever client. */
interface AnswerHeaders {

  /** All values of a header, whose name is case-insensitive; empty if there are none. */
  List<String> headers(String name);

  /** The values of a field of the error object in the body; empty if there are none. */
  List<String> values(String path);

  /** The provider's time of day if its answer states it; otherwise the local one. */
  Instant time();
}
