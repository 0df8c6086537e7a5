package dev.ritmo.langchain4j.pool;

import dev.langchain4j.model.ModelProvider;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all members of a pool have in common. */
final class Common {

  private Common() {}

  /** What each of the models has; nothing if one cannot be made now. */
  static <M, T> Set<T> ofAll(Pool<M> pool, Function<M, Set<T>> property) {
    Set<T> common = null;
    for (Member<M> member : pool.members()) {
      Set<T> own = get(member, property);
      if (own == null) {
        return Set.of();
      }
      if (common == null) {
        common = new HashSet<>(own);
      } else {
        common.retainAll(own);
      }
    }
    return common == null ? Set.of() : Set.copyOf(common);
  }

  /** The value that all models agree on, otherwise the other one. */
  static <M, T> T agreed(Pool<M> pool, Function<M, T> property, T otherwise) {
    List<Member<M>> members = pool.members();
    T first = get(members.get(0), property);
    for (Member<M> member : members) {
      T own = get(member, property);
      if (own == null || !own.equals(first)) {
        return otherwise;
      }
    }
    return first == null ? otherwise : first;
  }

  static <M> ModelProvider provider(Pool<M> pool, Function<M, ModelProvider> property) {
    return agreed(pool, property, ModelProvider.OTHER);
  }

  private static <M, T> @Nullable T get(Member<M> member, Function<M, T> property) {
    M model;
    try {
      model = member.source().current().model();
    } catch (RuntimeException noKey) {
      return null;
    }
    return property.apply(model);
  }
}
