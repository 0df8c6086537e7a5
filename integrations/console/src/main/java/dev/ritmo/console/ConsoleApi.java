package dev.ritmo.console;

import dev.ritmo.runtime.LimiterSnapshot;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Answers what is asked, each answer of a bounded size. Thread-safe.
 *
 * <p>{@code /api/limiters?q=chat&limit=20}, {@code /api/limiters/chat}, {@code
 * /api/events?q=chat&limit=100}
 */
final class ConsoleApi {

  /** The most limiters of one answer. */
  static final int MOST_LIMITERS = 100;

  private static final int USUAL_LIMITERS = 20;
  private static final int MOST_EVENTS = 2 * Events.KEPT;
  private static final int USUAL_EVENTS = 100;
  private static final int MOST_METHODS = 200;
  private static final int METHODS_IN_LIST = 8;
  private static final int MOST_NAMES = 100;
  private static final String LIMITERS = "/api/limiters";

  private final Recorder recorder;
  private final Map<String, String> file;

  /**
   * Answers from what was recorded.
   *
   * @param file what is set in {@code ritmo.properties}
   */
  ConsoleApi(Recorder recorder, Map<String, String> file) {
    this.recorder = recorder;
    this.file = file;
  }

  /** The answer to a request for this address. */
  Answer answer(URI uri) {
    String path = uri.getRawPath();
    Query query = Query.of(uri.getRawQuery());
    if (path.equals("/")) {
      return ConsolePage.answer();
    }
    if (path.equals(LIMITERS)) {
      return limiters(query);
    }
    if (path.startsWith(LIMITERS + "/")) {
      return limiter(path.substring(LIMITERS.length() + 1));
    }
    if (path.equals("/api/events")) {
      return events(query);
    }
    return Answer.error(
        404,
        "There is no such page. There are /, /api/limiters, /api/limiters/{name} and /api/events.");
  }

  private Answer limiters(Query query) {
    List<LimiterSnapshot> all = recorder.limiters();
    OutsideSettings outside = OutsideSettings.ofProgram(file);
    Instant now = recorder.now();
    String searched = query.text("q").toLowerCase(Locale.ROOT);
    List<LimiterView> found =
        all.stream()
            .filter(limiter -> matches(limiter, searched))
            .map(limiter -> view(limiter, now, outside))
            .sorted(
                Comparator.comparing(LimiterView::level)
                    .reversed()
                    .thenComparing(LimiterView::name))
            .toList();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("now", now.toEpochMilli());
    values.put("total", all.size());
    values.put("found", found.size());
    values.put(
        "unused",
        outside.ofNone(all.stream().map(LimiterSnapshot::name).toList()).stream()
            .limit(MOST_NAMES)
            .toList());
    values.put(
        "limiters",
        found.stream()
            .limit(query.number("limit", USUAL_LIMITERS, MOST_LIMITERS))
            .map(view -> view.values(METHODS_IN_LIST))
            .toList());
    return Answer.json(values);
  }

  private LimiterView view(LimiterSnapshot limiter, Instant now, OutsideSettings outside) {
    return new LimiterView(limiter, recorder.samples(limiter.name()), now, outside);
  }

  private static boolean matches(LimiterSnapshot limiter, String searched) {
    return searched.isEmpty()
        || limiter.name().toLowerCase(Locale.ROOT).contains(searched)
        || limiter.methods().stream()
            .anyMatch(method -> method.method().toLowerCase(Locale.ROOT).contains(searched));
  }

  private Answer limiter(String encoded) {
    String name;
    try {
      // a plus in a path is a plus
      name = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Answer.error(400, "The name is not encoded as in an address. Fix: encode % as %25.");
    }
    List<LimiterSnapshot> all = recorder.limiters();
    for (LimiterSnapshot limiter : all) {
      if (name.equals(limiter.name()) || name.equals(Bounded.name(limiter.name()))) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("now", recorder.now().toEpochMilli());
        values.putAll(
            view(limiter, recorder.now(), OutsideSettings.ofProgram(file)).values(MOST_METHODS));
        return Answer.json(values);
      }
    }
    return unknown(name, all);
  }

  private static Answer unknown(String name, List<LimiterSnapshot> all) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(
        "error",
        "There is no limiter \"%s\". Fix: use one of the known names; a limiter is there after its first use."
            .formatted(Bounded.name(name)));
    values.put("total", all.size());
    values.put(
        "known",
        all.stream().limit(MOST_NAMES).map(limiter -> Bounded.name(limiter.name())).toList());
    return Answer.json(404, values);
  }

  private Answer events(Query query) {
    String searched = query.text("q").toLowerCase(Locale.ROOT);
    Predicate<Event> which = event -> event.matches(searched);
    Events events = recorder.events();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("now", recorder.now().toEpochMilli());
    values.put("dropped", events.dropped());
    values.put(
        "events",
        events.latest(which, query.number("limit", USUAL_EVENTS, MOST_EVENTS)).stream()
            .map(Event::values)
            .toList());
    return Answer.json(values);
  }
}
