package dev.ritmo.console;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which {@code Host} a request may have. A page from elsewhere can make its own name resolve to the
 * loopback address; a browser then lets it read what is there, but sends that name. Immutable.
 */
final class HostCheck {

  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
  private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}|\\[::1]");

  private final boolean isLoopback;
  private final Set<String> names;

  /** Accepts addresses, {@code localhost} and these names. */
  HostCheck(InetAddress bound, List<String> names) {
    this.isLoopback = bound.isLoopbackAddress();
    this.names =
        names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /** Whether a request with these values of the header is answered. */
  boolean accepts(@Nullable List<String> values) {
    if (values == null || values.size() != 1) {
      return false;
    }
    String host = PORT.matcher(values.get(0).toLowerCase(Locale.ROOT)).replaceFirst("");
    return host.equals("localhost") || names.contains(host) || isAddress(host);
  }

  /** An address cannot be made to resolve to another one. */
  private boolean isAddress(String host) {
    return isLoopback
        ? LOOPBACK.matcher(host).matches()
        : IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
  }
}
