package dev.ritmo.benchmarks.accidents;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AgendaTest {

  private final Agenda agenda = new Agenda();
  private final List<Integer> done = new ArrayList<>();

  @Test
  void doesAtOneTimeFirstWhatWasAskedFirst() {
    add(5, 1);
    add(3, 2);
    add(5, 3);
    add(3, 4);
    run(6);
    assertThat(done).containsExactly(2, 4, 1, 3).inOrder();
  }

  @Test
  void leavesWhatIsNotBeforeTheTime() {
    add(5, 1);
    run(5);
    assertThat(done).isEmpty();
    run(6);
    assertThat(done).containsExactly(1);
  }

  @Test
  void forgetsWhatIsCancelledAndNothingElse() {
    SplittableRandom random = new SplittableRandom(1);
    TreeMap<Long, Integer> expected = new TreeMap<>();
    List<Agenda.Event> events = new ArrayList<>();
    List<Long> keys = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      long time = random.nextLong(100);
      events.add(add(time, i));
      keys.add(time * 10_000 + i);
      expected.put(time * 10_000 + i, i);
      if (random.nextInt(3) > 0) {
        int cancelled = random.nextInt(events.size());
        events.get(cancelled).run();
        events.get(cancelled).run(); // again, which does nothing
        expected.remove(keys.get(cancelled));
      }
    }
    run(Long.MAX_VALUE);
    assertThat(done).containsExactlyElementsIn(expected.values()).inOrder();
  }

  private Agenda.Event add(long time, int what) {
    return agenda.add(time, () -> done.add(what));
  }

  private void run(long before) {
    for (Agenda.Event event = agenda.next(before); event != null; event = agenda.next(before)) {
      event.action().run();
    }
  }
}
