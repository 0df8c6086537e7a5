package dev.ritmo.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers refused calls in Spring MVC, after all handlers of the application. */
final class ServletRefusals implements HandlerExceptionResolver, Ordered {

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    Refusal refusal = Refusal.of(failure);
    if (refusal == null || response.isCommitted()) {
      return null;
    }
    try {
      answer(response, refusal);
    } catch (IOException e) {
      return null; // the client has gone
    }
    return new ModelAndView();
  }

  private static void answer(HttpServletResponse response, Refusal refusal) throws IOException {
    byte[] body = refusal.body().getBytes(StandardCharsets.UTF_8);
    response.setStatus(refusal.status());
    Long retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter.toString());
    }
    response.setContentType(Refusal.CONTENT_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
