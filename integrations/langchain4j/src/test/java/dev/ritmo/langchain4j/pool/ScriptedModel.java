package dev.ritmo.langchain4j.pool;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.ritmo.runtime.Ritmo;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers with its name, after a time on the clock, or fails as it is told. */
final class ScriptedModel implements ChatModel {

  private final String name;
  private final Deque<Supplier<RuntimeException>> script = new ArrayDeque<>();
  private volatile @Nullable Supplier<RuntimeException> dead;
  private volatile Duration latency = Duration.ZERO;
  private final AtomicInteger inFlight = new AtomicInteger();

  final List<Long> sentAt = new CopyOnWriteArrayList<>();
  final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger mostInFlight = new AtomicInteger();
  List<ChatModelListener> listeners = List.of();
  Set<Capability> capabilities = Set.of();
  ModelProvider provider = ModelProvider.OPEN_AI;

  ScriptedModel(String name) {
    this.name = name;
  }

  ScriptedModel failing(Supplier<RuntimeException> failure) {
    synchronized (script) {
      script.add(failure);
    }
    return this;
  }

  ScriptedModel taking(Duration time) {
    latency = time;
    return this;
  }

  /** Fails every request from now on; null to end that. */
  void dies(@Nullable Supplier<RuntimeException> failure) {
    dead = failure;
  }

  int sent() {
    return sentAt.size();
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    sentAt.add(Ritmo.time().nanoTime());
    requests.add(request);
    int now = inFlight.incrementAndGet();
    mostInFlight.accumulateAndGet(now, Math::max);
    try {
      long end = Ritmo.time().nanoTime() + latency.toNanos();
      while (end - Ritmo.time().nanoTime() > 0) {
        Ritmo.time().park(this, end - Ritmo.time().nanoTime());
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException(new InterruptedException());
        }
      }
      @Nullable Supplier<RuntimeException> next;
      synchronized (script) {
        next = script.poll();
      }
      next = next == null ? dead : next;
      if (next != null) {
        throw next.get();
      }
      return ChatResponse.builder().aiMessage(AiMessage.from(name)).build();
    } finally {
      inFlight.decrementAndGet();
    }
  }

  @Override
  public ChatRequestParameters defaultRequestParameters() {
    return ChatRequestParameters.builder().modelName("model-of-" + name).build();
  }

  @Override
  public List<ChatModelListener> listeners() {
    return listeners;
  }

  @Override
  public Set<Capability> supportedCapabilities() {
    return capabilities;
  }

  @Override
  public ModelProvider provider() {
    return provider;
  }
}
