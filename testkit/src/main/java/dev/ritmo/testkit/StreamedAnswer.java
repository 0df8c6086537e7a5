package dev.ritmo.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** An answer in pieces, spread over the time of the model. Used by one thread only. */
final class StreamedAnswer {

  private static final long ENDLESS_PACE = Duration.ofMillis(10).toNanos();

  /** More than is ever sent, so that a connection closed before is broken and not complete. */
  private static final long NEVER_REACHED = 1L << 30;

  private final HttpExchange exchange;
  private final WireFormat format;
  private final Delays.Trip trip;
  private final Served served;
  private final Settlement settlement;
  private int sent;

  StreamedAnswer(
      HttpExchange exchange,
      WireFormat format,
      Delays.Trip trip,
      Served served,
      Settlement settlement) {
    this.exchange = exchange;
    this.format = format;
    this.trip = trip;
    this.served = served;
    this.settlement = settlement;
  }

  /** Sends it. A client that cancels has used what it was sent. */
  void send() throws IOException {
    try {
      open();
      sendContent();
      end();
    } finally {
      settlement.settle(served.usage(sent));
    }
  }

  private void open() throws IOException {
    boolean breaks = served.answer().ending().kind() == ModelAnswer.Ending.Kind.BREAKS;
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, breaks ? NEVER_REACHED : 0);
    Pause.nanos(trip.downNanos());
    write(format.opening(served));
  }

  private void sendContent() throws IOException {
    int pieces = served.pieces().size();
    int all = pieces + served.toolCalls().size();
    for (int i = 0; i < Math.min(all, served.answer().ending().after()); i++) {
      Pause.nanos(trip.modelNanos() / all);
      if (i < pieces) {
        sendPiece(i);
      } else {
        write(format.toolCall(served, i - pieces));
      }
    }
  }

  private void end() throws IOException {
    ModelAnswer.Ending ending = served.answer().ending();
    switch (ending.kind()) {
      case COMPLETE -> {
        settlement.settle(served.usage());
        write(format.closing(served));
      }
      case BREAKS -> settlement.settle(served.usage(sent));
      case STALLS -> Pause.forever();
      case ENDLESS -> repeat();
      case FAILS -> {
        settlement.settle(served.usage(sent));
        if (ending.error() != null) {
          write(List.of(format.failureEvent(ending.error())));
        }
      }
    }
  }

  /** The client, or a provider that is closed, ends it. */
  private void repeat() throws IOException {
    if (served.pieces().isEmpty()) {
      Pause.forever();
    }
    while (true) {
      Pause.nanos(ENDLESS_PACE);
      sendPiece(served.pieces().size() - 1);
    }
  }

  private void sendPiece(int index) throws IOException {
    write(List.of(format.piece(served, index)));
    sent++;
  }

  private void write(List<SseEvent> events) throws IOException {
    OutputStream out = exchange.getResponseBody();
    for (SseEvent event : events) {
      out.write(event.text().getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
