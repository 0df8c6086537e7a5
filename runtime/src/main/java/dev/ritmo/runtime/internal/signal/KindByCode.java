package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an error code says. Some say more than any status: exhausted credit comes as 429, and an
 * overload as 429 or in the middle of a stream. Codes that only repeat what a status says count
 * where there is none.
 */
final class KindByCode {

  /** Codes of one meaning, in lower case. */
  private record Codes(Kind kind, Set<String> codes) {}

  private static final List<Codes> DECISIVE =
      List.of(
          new Codes(
              Kind.USELESS,
              Set.of(
                  "insufficient_quota",
                  "credit_balance_exhausted",
                  "organization_spend_limit_exceeded",
                  "project_spend_limit_exceeded",
                  "organization_usage_limit_exceeded",
                  "enforced_spend_limit_reached",
                  "usage_limit_reached",
                  "billing_error",
                  "billing_hard_limit_reached",
                  "billing_not_active",
                  "insufficient_credits",
                  "account_deactivated",
                  "access_terminated",
                  "authentication_error",
                  "permission_error",
                  "invalid_api_key",
                  "model_not_found",
                  "not_found_error",
                  "request_too_large",
                  "context_length_exceeded",
                  "content_filter",
                  "content_policy_violation",
                  "dailylimitexceeded",
                  "servicequotaexceededexception",
                  "accessdeniedexception",
                  "validationexception",
                  "resourcenotfoundexception",
                  "unrecognizedclientexception",
                  "expiredtokenexception")),
          new Codes(
              Kind.OVERLOADED,
              Set.of(
                  "overloaded",
                  "overloaded_error",
                  "server_is_overloaded",
                  "engine_overloaded",
                  "engine_overloaded_error",
                  "model_overloaded",
                  "slow_down",
                  "capacity_exceeded",
                  "service_tier_capacity_exceeded",
                  "serviceunavailableexception",
                  "modelnotreadyexception")),
          new Codes(
              Kind.REJECTED,
              Set.of(
                  "throttlingexception",
                  "throttling",
                  "toomanyrequestsexception",
                  "requestlimitexceeded",
                  "ratelimitexceeded",
                  "userratelimitexceeded")),
          new Codes(
              Kind.TRANSIENT,
              Set.of(
                  "modeltimeoutexception",
                  "modelstreamerrorexception",
                  "requesttimeout",
                  "requesttimeoutexception")));

  private static final List<Codes> GENERAL =
      List.of(
          new Codes(
              Kind.REJECTED,
              Set.of(
                  "rate_limit_exceeded",
                  "rate_limit_error",
                  "rate_limited",
                  "ratelimitreached",
                  "too_many_requests",
                  "resource_exhausted")),
          new Codes(
              Kind.OVERLOADED,
              Set.of(
                  "server_error",
                  "api_error",
                  "internal_error",
                  "internal_server_error",
                  "internalserverexception",
                  "internal",
                  "service_unavailable",
                  "unavailable")),
          new Codes(
              Kind.TRANSIENT, Set.of("timeout", "timeout_error", "deadline_exceeded", "aborted")),
          new Codes(
              Kind.USELESS,
              Set.of(
                  "invalid_request_error",
                  "invalid_argument",
                  "failed_precondition",
                  "out_of_range",
                  "unimplemented",
                  "permission_denied",
                  "unauthenticated",
                  "not_found")));

  private KindByCode() {}

  static @Nullable Kind of(KnownAnswer answer) {
    Kind decisive = kind(DECISIVE, answer.codes());
    return decisive != null || answer.status() >= 0 ? decisive : kind(GENERAL, answer.codes());
  }

  private static @Nullable Kind kind(List<Codes> known, Set<String> codes) {
    for (Codes alike : known) {
      if (!Collections.disjoint(alike.codes(), codes)) {
        return alike.kind();
      }
    }
    return null;
  }
}
