package dev.ritmo.langchain4j.pool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model made for an API key. A key that has changed makes another model, and the previous one is
 * dropped; requests that it has sent go on. Keys are compared by hash and not kept. Thread-safe.
 */
final class KeyedModel<M> implements ModelSource<M> {

  private final String member;
  private final Function<? super String, ? extends M> models;
  private final Supplier<String> keys;
  private final AtomicReference<@Nullable Made<M>> last = new AtomicReference<>();

  /** Made once for a key, by the first thread that needs it; others wait for it. */
  private record Made<M>(ByteBuffer version, CompletableFuture<Versioned<M>> model) {}

  KeyedModel(String member, Function<? super String, ? extends M> models, Supplier<String> keys) {
    this.member = member;
    this.models = models;
    this.keys = keys;
  }

  @Override
  public Versioned<M> current() {
    String key = key();
    ByteBuffer version = hash(key);
    while (true) {
      Made<M> known = last.get();
      if (known != null && known.version.equals(version)) {
        return wait(known);
      }
      Made<M> made = new Made<>(version, new CompletableFuture<>());
      if (last.compareAndSet(known, made)) {
        return make(made, key);
      }
    }
  }

  private Versioned<M> make(Made<M> made, String key) {
    try {
      M model = models.apply(key);
      if (model == null) {
        throw new IllegalStateException(
            "Member \"%s\" must get a model for its key, but got null. Fix: return one."
                .formatted(member));
      }
      Versioned<M> versioned = new Versioned<>(model, made.version);
      boolean unused = made.model.complete(versioned);
      return versioned;
    } catch (Throwable failure) {
      last.compareAndSet(made, null); // the next request tries again
      boolean unused = made.model.completeExceptionally(failure);
      throw failure;
    }
  }

  private Versioned<M> wait(Made<M> made) {
    try {
      return made.model.join();
    } catch (CompletionException failure) {
      throw new IllegalStateException(
          "Member \"%s\" has no model, as another request could not make it. Fix: see the cause."
              .formatted(member),
          failure.getCause());
    }
  }

  @Override
  public Object version() {
    return hash(key());
  }

  private String key() {
    String key = keys.get();
    if (key == null) {
      throw new IllegalStateException(
          "Member \"%s\" must get an API key, but its supplier gave null. Fix: supply one."
              .formatted(member));
    }
    return key;
  }

  private static ByteBuffer hash(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("Every Java has SHA-256", e);
    }
  }
}
