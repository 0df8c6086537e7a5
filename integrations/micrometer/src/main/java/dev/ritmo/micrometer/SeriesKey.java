package dev.ritmo.micrometer;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * Identifies one series of a meter.
 *
 * @param values the values of its tags, in the order of {@link RitmoMeter#tags}
 */
record SeriesKey(RitmoMeter meter, List<String> values) {

  static SeriesKey of(RitmoMeter meter, String... values) {
    return new SeriesKey(meter, List.of(values));
  }

  Tags tags() {
    List<Tag> tags = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      tags.add(Tag.of(meter.tags().get(i), values.get(i)));
    }
    return Tags.of(tags);
  }
}
