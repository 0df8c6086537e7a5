package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is added, reserved and removed: the table holds what a {@code HashMap} holds. */
final class PermitTableTest {

  /** What is known of a permit. */
  private record Known(long time, Map<Dimension, Long> reserved) {}

  /** One change: a permit is added if it is not there, otherwise changed or removed. */
  record Change(long arrival, long tokens, boolean removes) {}

  @Property(tries = 500)
  void holdsWhatAMapHolds(@ForAll("changes") List<Change> changes) {
    PermitTable table = new PermitTable();
    Map<Long, Known> map = new LinkedHashMap<>();
    long now = 0;

    for (Change change : changes) {
      now++;
      apply(now, change, table, map);
      assertThat(table.size()).isEqualTo(map.size());
      map.forEach((arrival, known) -> assertHolds(table, arrival, known));
    }

    for (long arrival = 0; arrival < 200; arrival++) {
      boolean isOpen = table.find(arrival) != PermitTable.CLOSED;
      assertThat(isOpen).isEqualTo(map.containsKey(arrival));
    }
    int oldest = table.oldest();
    Long first = map.isEmpty() ? null : map.keySet().iterator().next(); // times only increase
    assertThat(oldest == PermitTable.CLOSED ? null : table.arrival(oldest)).isEqualTo(first);
  }

  private static void apply(long now, Change change, PermitTable table, Map<Long, Known> map) {
    int row = table.find(change.arrival);
    if (row == PermitTable.CLOSED) {
      table.add(now, change.arrival, Weights.calls(1).with(Dimension.TOKENS, change.tokens));
      Map<Dimension, Long> reserved = new LinkedHashMap<>();
      for (Dimension dimension : PermitTable.RESERVED) {
        reserved.put(dimension, dimension == Dimension.TOKENS ? change.tokens : 0L);
      }
      map.put(change.arrival, new Known(now, reserved));
    } else if (change.removes) {
      table.remove(row);
      map.remove(change.arrival);
    } else {
      table.reserve(row, Dimension.OUTPUT_TOKENS, change.tokens);
      map.computeIfPresent(
          change.arrival,
          (arrival, known) -> {
            known.reserved.put(Dimension.OUTPUT_TOKENS, change.tokens);
            return known;
          });
    }
  }

  private static void assertHolds(PermitTable table, long arrival, Known known) {
    int row = table.find(arrival);
    assertThat(row).isNotEqualTo(PermitTable.CLOSED);
    assertThat(table.arrival(row)).isEqualTo(arrival);
    assertThat(table.time(row)).isEqualTo(known.time);
    known.reserved.forEach(
        (dimension, amount) -> assertThat(table.reserved(row, dimension)).isEqualTo(amount));
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 199),
            Arbitraries.longs().between(0, 1000),
            Arbitraries.of(true, true, false))
        .as(Change::new)
        .list()
        .ofMaxSize(150);
  }
}
