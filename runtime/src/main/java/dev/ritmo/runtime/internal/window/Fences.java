package dev.ritmo.runtime.internal.window;

import java.util.ArrayList;
import java.util.List;

/** What the provider has said of other limits than the one declared. Not thread-safe. */
final class Fences {

  /** Limits that are remembered at a time. */
  private static final int MOST = 4;

  private final List<Fence> fences = new ArrayList<>(0);

  Fences copy() {
    Fences copy = new Fences();
    fences.forEach(fence -> copy.fences.add(fence.copy()));
    return copy;
  }

  /** Takes in news of a limit, which replace what was known of it. */
  void add(long now, Fence news) {
    fences.removeIf(fence -> fence.isReplacedBy(news, now));
    if (fences.size() == MOST) {
      fences.remove(0);
    }
    fences.add(news);
  }

  /** Takes in what others still hold. */
  void addAll(long now, Fences others) {
    for (Fence fence : others.fences) {
      if (fence.holds(now)) {
        fences.add(fence.copy());
      }
    }
  }

  long earliest(long now, long amount) {
    long earliest = now;
    for (int i = 0; i < fences.size(); i++) {
      earliest = fences.get(i).earliest(earliest, amount);
    }
    return earliest;
  }

  void admit(long now, long amount) {
    for (int i = 0; i < fences.size(); i++) {
      fences.get(i).admit(now, amount);
    }
  }
}
