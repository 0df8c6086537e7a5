package dev.ritmo.testkit;

import java.util.List;

/** A format whose answers are never streamed. */
interface UnstreamedFormat extends WireFormat {

  /** A request that has texts, and no messages. */
  static ModelRequest ofInputs(Endpoint endpoint, String model, int inputs, int promptTokens) {
    return new ModelRequest(
        -1, "", endpoint, model, false, true, inputs, List.of(), 0, 0, inputs, promptTokens, 0);
  }

  @Override
  default List<SseEvent> opening(Served served) {
    throw unstreamed();
  }

  @Override
  default SseEvent piece(Served served, int index) {
    throw unstreamed();
  }

  @Override
  default List<SseEvent> toolCall(Served served, int index) {
    throw unstreamed();
  }

  @Override
  default List<SseEvent> closing(Served served) {
    throw unstreamed();
  }

  @Override
  default SseEvent failureEvent(Failure failure) {
    throw unstreamed();
  }

  private static UnsupportedOperationException unstreamed() {
    return new UnsupportedOperationException("Only chats are streamed");
  }
}
