package dev.ritmo.adapter.dev.langchain4j.service;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.service.IllegalConfigurationException;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.tool.BeforeToolExecution;
import dev.langchain4j.service.tool.ToolExecution;
import dev.ritmo.runtime.aspect.DeferredCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a governed method returns instead of its {@code TokenStream}: keeps the handlers until
 * {@link #start()}, which makes a call of the method. Once admitted, the body of the method runs,
 * and its stream starts with the handlers; so a refused call leaves nothing in a chat memory. The
 * caller's thread is not blocked. Not thread-safe, like the streams of LangChain4j.
 */
public final class GovernedTokenStream implements TokenStream {

  private final DeferredCalls calls;
  private final Callable<?> body;
  private final List<Handler> handlers = new ArrayList<>();
  private boolean hearsOfCompletion;

  /** Null to ignore errors. */
  private @Nullable Consumer<Throwable> errorHandler;

  /** How often it was said what to do with errors. */
  private int errorSettings;

  /** Registers one handler with the stream of the body. */
  @FunctionalInterface
  interface Handler {
    TokenStream addTo(TokenStream stream, StreamCall call);
  }

  /** Called by the adapter: the calls of a method, and its body, which returns the stream. */
  public GovernedTokenStream(DeferredCalls calls, Callable<?> body) {
    this.calls = calls;
    this.body = body;
  }

  private TokenStream with(Handler handler) {
    handlers.add(handler);
    return this;
  }

  @Override
  public TokenStream onPartialResponse(Consumer<String> handler) {
    return with((stream, call) -> stream.onPartialResponse(handler));
  }

  @Override
  public TokenStream onPartialResponseWithContext(
      BiConsumer<PartialResponse, PartialResponseContext> handler) {
    return with(
        (stream, call) ->
            stream.onPartialResponseWithContext(
                (part, context) ->
                    handler.accept(
                        part, new PartialResponseContext(call.handle(context.streamingHandle())))));
  }

  @Override
  public TokenStream onPartialThinking(Consumer<PartialThinking> handler) {
    return with((stream, call) -> stream.onPartialThinking(handler));
  }

  @Override
  public TokenStream onPartialThinkingWithContext(
      BiConsumer<PartialThinking, PartialThinkingContext> handler) {
    return with(
        (stream, call) ->
            stream.onPartialThinkingWithContext(
                (part, context) ->
                    handler.accept(
                        part, new PartialThinkingContext(call.handle(context.streamingHandle())))));
  }

  @Override
  public TokenStream onPartialToolCall(Consumer<PartialToolCall> handler) {
    return with((stream, call) -> stream.onPartialToolCall(handler));
  }

  @Override
  public TokenStream onPartialToolCallWithContext(
      BiConsumer<PartialToolCall, PartialToolCallContext> handler) {
    return with(
        (stream, call) ->
            stream.onPartialToolCallWithContext(
                (part, context) ->
                    handler.accept(
                        part, new PartialToolCallContext(call.handle(context.streamingHandle())))));
  }

  @Override
  public TokenStream onRetrieved(Consumer<List<Content>> handler) {
    return with((stream, call) -> stream.onRetrieved(handler));
  }

  @Override
  public TokenStream onIntermediateResponse(Consumer<ChatResponse> handler) {
    return with((stream, call) -> stream.onIntermediateResponse(handler));
  }

  @Override
  public TokenStream beforeToolExecution(Consumer<BeforeToolExecution> handler) {
    return with((stream, call) -> stream.beforeToolExecution(handler));
  }

  @Override
  public TokenStream onUnmappedRawEvent(Consumer<Object> handler) {
    return with((stream, call) -> stream.onUnmappedRawEvent(handler));
  }

  @Override
  public TokenStream onToolExecuted(Consumer<ToolExecution> handler) {
    return with((stream, call) -> stream.onToolExecuted(handler));
  }

  @Override
  public TokenStream onCompleteResponse(Consumer<ChatResponse> handler) {
    hearsOfCompletion = true;
    return with(
        (stream, call) ->
            stream.onCompleteResponse(
                response -> {
                  call.completed(response);
                  handler.accept(response);
                }));
  }

  @Override
  public TokenStream onError(Consumer<Throwable> handler) {
    errorHandler = Objects.requireNonNull(handler, "handler");
    errorSettings++;
    return this;
  }

  @Override
  public TokenStream ignoreErrors() {
    errorSettings++;
    return this;
  }

  /**
   * Makes a call of the method, and starts its stream once the call is admitted. A refusal goes to
   * the error handler.
   *
   * @throws IllegalConfigurationException if it is not said, or said twice, what to do with errors
   */
  @Override
  public void start() {
    if (errorSettings != 1) {
      throw new IllegalConfigurationException(
          "One of [onError, ignoreErrors] must be invoked on TokenStream exactly 1 time, but was invoked "
              + errorSettings
              + " times.");
    }
    List<Handler> all = new ArrayList<>(handlers);
    if (!hearsOfCompletion) {
      all.add((stream, call) -> stream.onCompleteResponse(call::completed));
    }
    new StreamCall(errorHandler).start(calls, body, all);
  }
}
