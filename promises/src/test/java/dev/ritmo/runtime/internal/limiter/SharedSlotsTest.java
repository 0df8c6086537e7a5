package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

/** Which calls hold a slot, and which run in the slot of another. */
final class SharedSlotsTest {

  private final SharedSlots slots = new SharedSlots();

  @Test
  void aCallByItselfFreesItsSlot() {
    assertThat(slots.end(1)).isTrue();
  }

  @Test
  void aNestedCallFreesNoSlot() {
    slots.share(2, 1);

    assertThat(slots.end(2)).isFalse();
    assertThat(slots.end(1)).isTrue();
  }

  @Test
  void aNestedCallThatOutlivesTheOuterOneInheritsItsSlot() {
    slots.share(2, 1);

    assertThat(slots.end(1)).isFalse();
    assertThat(slots.end(2)).isTrue();
  }

  @Test
  void ofSeveralHeirsTheLastFreesTheSlot() {
    slots.share(2, 1);
    slots.share(3, 2); // nested twice: the slot is that of the outermost
    slots.share(4, 1);

    assertThat(slots.end(1)).isFalse();
    assertThat(slots.end(2)).isFalse();
    assertThat(slots.end(4)).isFalse();
    assertThat(slots.end(3)).isTrue();
  }

  @Test
  void theSlotsOfOtherCallsAreTheirOwn() {
    slots.share(2, 1);
    slots.share(12, 11);

    assertThat(slots.end(12)).isFalse();
    assertThat(slots.end(11)).isTrue();
    assertThat(slots.end(1)).isFalse();
  }
}
