package dev.ritmo.testkit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The response to one request. Used by its thread only. */
final class Response {

  private final HttpExchange exchange;
  private final WireFormat format;
  private final Delays.Trip trip;

  Response(HttpExchange exchange, WireFormat format, Delays.Trip trip) {
    this.exchange = exchange;
    this.format = format;
    this.trip = trip;
  }

  /** Adds the headers that state limits. */
  void state(@Nullable Standing standing) {
    if (standing != null) {
      format.state(standing, exchange.getResponseHeaders());
    }
  }

  /** Sends a failure. */
  void fail(Failure failure) throws IOException {
    if (failure.kind() == Failure.Kind.NO_RESPONSE) {
      exchange.close();
    } else if (failure.kind() == Failure.Kind.LITERAL) {
      send(exchange, new Reply(failure.status(), failure.headers(), failure.body()));
    } else {
      send(exchange, format.failure(failure));
    }
  }

  /** Sends an answer, and settles it before its end is sent. */
  void serve(Served served, Settlement settlement) throws IOException {
    if (served.request().stream()) {
      new StreamedAnswer(exchange, format, trip, served, settlement).send();
      return;
    }
    Pause.nanos(trip.modelNanos() + trip.downNanos());
    ModelAnswer.Ending ending = served.answer().ending();
    if (ending.error() != null) {
      settlement.fail(ending.error());
      fail(ending.error());
      return;
    }
    byte[] body = format.body(served).getBytes(StandardCharsets.UTF_8);
    settlement.settle(served.usage());
    setJson(exchange.getResponseHeaders());
    exchange.sendResponseHeaders(200, body.length);
    int sent = ending.kind() == ModelAnswer.Ending.Kind.COMPLETE ? body.length : body.length / 2;
    exchange.getResponseBody().write(body, 0, sent);
    exchange.getResponseBody().flush();
    if (sent < body.length && ending.kind() != ModelAnswer.Ending.Kind.BREAKS) {
      Pause.forever();
    }
  }

  static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    setJson(exchange.getResponseHeaders());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void setJson(Headers headers) {
    headers.set("Content-Type", "application/json");
  }
}
