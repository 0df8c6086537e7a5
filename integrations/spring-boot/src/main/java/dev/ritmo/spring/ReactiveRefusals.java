package dev.ritmo.spring;

import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Answers refused calls in Spring WebFlux, after all handlers of controllers. */
final class ReactiveRefusals implements WebExceptionHandler, Ordered {

  /** Before Spring Boot's handler of all errors, which is at -1. */
  @Override
  public int getOrder() {
    return -2;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    Refusal refusal = Refusal.of(failure);
    ServerHttpResponse response = exchange.getResponse();
    if (refusal == null || response.isCommitted()) {
      return Mono.error(failure);
    }
    response.setStatusCode(HttpStatusCode.valueOf(refusal.status()));
    HttpHeaders headers = response.getHeaders();
    Long retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      headers.set(HttpHeaders.RETRY_AFTER, retryAfter.toString());
    }
    headers.set(HttpHeaders.CONTENT_TYPE, Refusal.CONTENT_TYPE);
    byte[] body = refusal.body().getBytes(StandardCharsets.UTF_8);
    DataBuffer buffer = response.bufferFactory().wrap(body);
    return response.writeWith(Mono.just(buffer));
  }
}
