package dev.ritmo.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How requests and answers of one provider look. Stateless. */
interface WireFormat {

  /** What requests ask for. */
  Endpoint endpoint();

  /** What the body of a request must have, in words. */
  String needs();

  /**
   * Reads a request.
   *
   * @param path its path
   * @return null if something is missing that it needs
   */
  @Nullable ModelRequest read(ObjectNode body, String path);

  /** A failure that has no body of its own. */
  Reply failure(Failure failure);

  /** Adds what the policies say to the headers of an answer. */
  void state(Standing standing, Headers headers);

  /** A whole answer. */
  String body(Served served);

  /** The events of a stream before those of its answer. */
  List<SseEvent> opening(Served served);

  /** A piece of the text. */
  SseEvent piece(Served served, int index);

  /** The events of a tool call. */
  List<SseEvent> toolCall(Served served, int index);

  /** The events of a stream after those of its answer. */
  List<SseEvent> closing(Served served);

  /** A failure in the middle of a stream. */
  SseEvent failureEvent(Failure failure);
}
