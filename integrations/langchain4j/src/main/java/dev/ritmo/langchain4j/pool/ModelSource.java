package dev.ritmo.langchain4j.pool;

/** Where the model of a member comes from. Thread-safe. */
interface ModelSource<M> {

  /** The model for a request that is about to be sent; throws what a program's code throws. */
  Versioned<M> current();

  /** Tells the model that {@link #current} would return from others, without making it. */
  Object version();

  /** A model, and what tells it from those before it. */
  record Versioned<M>(M model, Object version) {}

  /** Always the same model. */
  static <M> ModelSource<M> of(M model) {
    Versioned<M> only = new Versioned<>(model, "only");
    return new ModelSource<>() {
      @Override
      public Versioned<M> current() {
        return only;
      }

      @Override
      public Object version() {
        return only.version();
      }
    };
  }
}
