package dev.ritmo.processor.check;

import java.util.Locale;

/**
 * All messages of the processor: a stable code, the rule, what was found instead, and the fix. Each
 * has a page in {@code docs/diagnostics}. An error says "must" or "cannot"; a warning, which is
 * marked as such, says "should" and ends with how to suppress it.
 */
public enum Diagnostic {
  CALLS_NOT_POSITIVE(
      "CallsNotPositive",
      "@RateLimited calls must be at least 1, but was %s. Fix: allow at least one call per period."),
  CALLS_TOO_DENSE(
      "CallsTooDense",
      "@RateLimited calls must be at most one per nanosecond of the period (%s %s), but was %s. Fix:"
          + " write fewer calls, or a longer period."),
  NO_LIMIT(
      "NoLimit",
      "%s must limit %s, but limits none of them. Fix: write %s for the most in a period, or"
          + " concurrent for the most at the same time."),
  BURST_NOT_POSITIVE(
      "BurstNotPositive",
      "@RateLimited burst must be at least 1, but was %s. Fix: write 1 to spread the calls evenly, or"
          + " leave it out to let all of them go back to back."),
  BURST_ABOVE_CALLS(
      "BurstAboveCalls",
      "@RateLimited burst must be at most calls (%s), but was %s. Fix: write a smaller burst, or leave"
          + " it out to let all calls go back to back."),
  BURST_WITHOUT_CALLS(
      "BurstWithoutCalls",
      "@RateLimited burst must stand beside calls, but calls is left out. Fix: write the calls that it"
          + " spreads, or leave it out."),
  CONCURRENT_NOT_POSITIVE(
      "ConcurrentNotPositive",
      "@RateLimited concurrent must be at least 1, but was %s. Fix: allow at least one call at the"
          + " same time, or leave it out."),
  CONCURRENT_REPEATED(
      "ConcurrentRepeated",
      "@RateLimited concurrent must be written once on %s, but is %s and again %s. Fix: leave it out"
          + " of all annotations but one."),
  PERIOD_REPEATED(
      "PeriodRepeated",
      "@RateLimited cannot limit %1$s twice for the same period on %2$s, but %3$s %4$s and %5$s %6$s"
          + " are the same. Fix: write another period, or keep the annotation with fewer %1$s only."),
  PERIOD_NOT_POSITIVE(
      "PeriodNotPositive",
      "@RateLimited period must be at least 1, but was %s. Fix: write the length of the window, in"
          + " its unit."),
  PERIOD_TOO_LONG(
      "PeriodTooLong",
      "@RateLimited period must be at most 146 years, but was %s %s. Fix: write a shorter period, or"
          + " a smaller unit."),
  MAX_WAIT_NEGATIVE(
      "MaxWaitNegative",
      "@RateLimited maxWait must be at least 0, but was %s. Fix: write 0 to refuse at once, or leave"
          + " it out to wait for one minute."),
  MAX_WAIT_TOO_LONG(
      "MaxWaitTooLong",
      "@RateLimited maxWait must be at most 146 years, but was %s %s. Fix: write RateLimited.FOREVER"
          + " to wait as long as it takes."),
  MAX_WAIT_TOO_SHORT(
      Severity.WARNING,
      "MaxWaitTooShort",
      "@RateLimited maxWait should be 0 or at least the time between two calls (%s), but was %s %s."
          + " Fix: write 0 to refuse at once, or a longer wait."),
  MAX_WAITS_DISAGREE(
      "MaxWaitsDisagree",
      "@RateLimited maxWait must be the same in all annotations on %s, but is %s and %s. Fix: write it"
          + " in one of them; it holds for all."),
  LIMITER_NAME_BLANK(
      "LimiterNameBlank",
      "@RateLimited limiter must be a name without '=', control characters or blanks at its ends,"
          + " but was %s. Fix: write a plain name, or leave it out."),
  LIMITER_NAMES_DISAGREE(
      "LimiterNamesDisagree",
      "@RateLimited limiter must be the same in all annotations on %s, but is %s and %s. Fix: write it"
          + " in one of them; it holds for all."),
  LIMIT_NEVER_BINDS(
      Severity.WARNING,
      "LimitNeverBinds",
      "@RateLimited calls should be within reach of the other limits on %s, but was %s per %s, of"
          + " which %s per %s admit at most %s. Fix: write fewer calls, or leave this limit out."),
  LIMITER_NAMES_SIMILAR(
      Severity.WARNING,
      "LimiterNamesSimilar",
      "@RateLimited limiter should differ clearly from other names, but was %s beside %s on %s. Fix:"
          + " write %s if you mean that one, or another name."),
  LIMITS_DISAGREE(
      "LimitsDisagree",
      "@RateLimited limiter %s must have the same limits everywhere, but has %s on %s and %s on %s."
          + " Fix: write the same limits, or give one of them another limiter."),
  TOKENS_NOT_POSITIVE(
      "TokensNotPositive",
      "@RateLimited %s must be at least 1, but was %s. Fix: allow as many as the largest call needs,"
          + " or leave it out."),
  TOKENS_TOO_MANY(
      "TokensTooMany",
      "@RateLimited %s must be at most %s, but was %s. Fix: leave it out for no limit."),
  TOKENS_BELOW_ONE_CALL(
      "TokensBelowOneCall",
      "@RateLimited tokens must be at least %s, one of the prompt and one of the answer, but was %s."
          + " Fix: allow as many as the largest call needs."),
  PROMPT_WITHOUT_TEXT(
      "PromptWithoutText",
      "@Prompt must stand on a parameter that holds text, but %s is of type %s. Fix: mark the"
          + " parameter that the prompt is made from."),
  PROMPT_UNSEEN(
      Severity.WARNING,
      "PromptUnseen",
      "%s should have a parameter that holds text, as its tokens are limited, but has none, so no"
          + " tokens are reserved for the prompt. Fix: mark with @Prompt what the prompt is made"
          + " from."),
  PROMPT_UNUSED(
      "PromptUnused",
      "@Prompt must stand on a parameter of a method with a limit of %s, but %s has none. Fix: write"
          + " the limit, or leave the mark out."),

  KEY_MALFORMED(
      "KeyMalformed",
      "@RateLimited key must be a parameter or a path from one, such as request.user.id, but was"
          + " \"%s\". Fix: write names with dots between, and no parentheses."),
  KEYS_DISAGREE(
      "KeysDisagree",
      "@RateLimited key must be the same in all annotations on %s that have one, but is %s and %s."
          + " Fix: write the same key, or leave it out of limits that hold for all calls together."),
  KEY_PARAMETER_UNKNOWN(
      "KeyParameterUnknown",
      "%s must have the parameter that its key begins with, but has no %s%s. Fix: begin the key with"
          + " the name of a parameter."),
  KEY_MEMBER_UNKNOWN(
      "KeyMemberUnknown",
      "%s must have a key that can be followed, but in %s, %s has no %s%s. Fix: write a method without"
          + " parameters, a record component or a public field."),
  KEY_MEMBER_INACCESSIBLE(
      "KeyMemberInaccessible",
      "%s must have a key that the other classes of %s can access, but %s. Fix: give it, and"
          + " the types around it, more access."),
  KEY_MEMBER_VOID(
      "KeyMemberVoid",
      "%s must have a key that gives a value, but %s gives none. Fix: write a member that does."),
  KEY_MEMBER_STATIC(
      "KeyMemberStatic",
      "%s must have a key that belongs to the call, but %s is static. Fix: write a member that is"
          + " not."),
  KEY_MEMBER_THROWS(
      "KeyMemberThrows",
      "%s must have a key that throws no checked exception, but %s throws %s. Fix: write a member"
          + " that does not."),
  KEY_NOT_COMPARABLE(
      "KeyNotComparable",
      "%s must have a key that equals compares by its value, but %s %s. Fix: end the key at a string,"
          + " a number, an enum, a record, or a class that overrides equals and hashCode."),
  KEY_TYPES_DISAGREE(
      "KeyTypesDisagree",
      "@RateLimited limiter %s must have keys of one type, but has %s on %s and %s on %s. Fix: end the"
          + " keys at the same type, or give one of the methods another limiter."),

  PLAN_FILE_MISSING(
      "PlanFileMissing",
      "The plan file must be there, but %s %s. Fix: write the file, or name another one with the"
          + " compiler option -Aritmo.plan."),
  PLAN_FILE_INVALID(
      "PlanFileInvalid", "The plan file cannot be used: %s, but at %s:%s it %s. Fix: there, %s."),
  PLAN_FILE_NOT_GIVEN(
      "PlanFileNotGiven",
      "@RateLimited plan must be in a plan file, but there is none that could hold %s. Fix: write a"
          + " ritmo-plan.yaml beside the pom.xml, where ritmo-maven-plugin finds it; with another"
          + " build, name it with the compiler option -Aritmo.plan=<path>."),
  PLAN_UNKNOWN(
      "PlanUnknown",
      "@RateLimited plan must be an entry of the plan file, but %s has no %s%s. Fix: write the name of"
          + " an account and one of its models, such as openai/gpt-4o, or add the entry."),
  PLANS_DISAGREE(
      "PlansDisagree",
      "@RateLimited plan must be the same in all annotations on %s, but is %s and %s. Fix: write it in"
          + " one of them; it holds for all."),
  PLAN_WITH_KEY(
      "PlanWithKey",
      "@RateLimited plan cannot stand beside key, since it holds for all calls together, but %s stands"
          + " beside %s. Fix: write the limits for each key in another annotation."),
  PLAN_EXCEEDED(
      "PlanExceeded",
      "@RateLimited plan %s must hold for all limiters that draw on it together, but allows %s (%s:%s),"
          + " of which %s. Fix: write smaller shares, or let the methods share one limiter."),

  MAX_ATTEMPTS_NOT_POSITIVE(
      "MaxAttemptsNotPositive",
      "@RetryOnRateLimit maxAttempts must be at least 1, but was %s. Fix: count all attempts, the"
          + " first included."),
  RETRY_ABORTED(
      Severity.WARNING,
      "RetryAborted",
      "@RetryOnRateLimit retryOn should name failures that abortOn does not, but %s is or extends %s,"
          + " and abortOn wins. Fix: leave it out of one of them."),
  NOTHING_RETRIED(
      Severity.WARNING,
      "NothingRetried",
      "@RetryOnRateLimit maxAttempts should be at least 2 to retry, but was 1. Fix: count the first"
          + " attempt as well, or leave the annotation out."),
  DELAY_NEGATIVE(
      "DelayNegative",
      "@RetryOnRateLimit %s must be at least 0, but was %s. Fix: write 0 for no delay, or leave it"
          + " out for the default."),
  DELAY_TOO_LONG(
      "DelayTooLong",
      "@RetryOnRateLimit %s must be at most 146 years, but was %s %s. Fix: write a shorter delay, or"
          + " a smaller unit."),
  DELAYS_OUT_OF_ORDER(
      "DelaysOutOfOrder",
      "@RetryOnRateLimit initialDelay must be at most maxDelay (%s), but was %s. Fix: write a smaller"
          + " initialDelay, or a larger maxDelay."),
  MULTIPLIER_BELOW_ONE(
      "MultiplierBelowOne",
      "@RetryOnRateLimit multiplier must be at least 1 and finite, but was %s. Fix: write 1.0 for the"
          + " same delay each time, 2.0 to double it."),
  JITTER_NOT_A_SHARE(
      "JitterNotAShare",
      "@RetryOnRateLimit jitter must be from 0 to 1, but was %s. Fix: write a share, such as 0.2 for"
          + " a fifth."),
  DEADLINE_NOT_POSITIVE(
      "DeadlineNotPositive",
      "@RetryOnRateLimit deadline must be at least 1, but was %s. Fix: write the total time for all"
          + " attempts and waits, or leave it out for none."),
  DEADLINE_TOO_LONG(
      "DeadlineTooLong",
      "@RetryOnRateLimit deadline must be at most 146 years, but was %s %s. Fix: leave it out for"
          + " none."),
  DEADLINE_BEFORE_RETRY(
      "DeadlineBeforeRetry",
      "@RetryOnRateLimit deadline must be at least the first delay (%s), but was %s %s. Fix: write a"
          + " longer deadline, or a shorter initialDelay."),
  ATTEMPTS_BEYOND_DEADLINE(
      Severity.WARNING,
      "AttemptsBeyondDeadline",
      "@RetryOnRateLimit maxAttempts should fit into the deadline (%s %s), but was %s, and the delays"
          + " before attempt %s alone are %s. Fix: write %s attempts, or a longer deadline."),
  RETRY_TYPE_INACCESSIBLE(
      "RetryTypeInaccessible",
      "@RetryOnRateLimit %s must name classes that the other classes of %s can access, but %s."
          + " Fix: give it, and the types around it, more access."),

  METHOD_WITHOUT_BODY(
      "MethodWithoutBody",
      "%s must have a body, but is %s. Fix: annotate a method with a body: one that implements it, or"
          + " calls it."),
  METHOD_SYNCHRONIZED(
      "MethodSynchronized",
      "%s cannot be synchronized, but is, so that callers would wait for admission while they hold"
          + " the lock. Fix: synchronize a block inside the method."),
  ENTRY_POINT_GOVERNED(
      Severity.WARNING,
      "EntryPointGoverned",
      "%s should not be where a program or a test starts, but is %s. Fix: annotate the method that calls"
          + " the provider."),
  TRANSACTION_HELD(
      Severity.WARNING,
      "TransactionHeld",
      "%s should not wait within a transaction, but %s, so that callers hold a connection while they"
          + " wait, and a retry repeats what the transaction has done. Fix: begin the transaction"
          + " inside the method, around what needs it, as TransactionTemplate does."),
  SCHEDULER_HELD(
      Severity.WARNING,
      "SchedulerHeld",
      "%s should not wait on a thread of a scheduler, but %s, so that other tasks wait with it. Fix:"
          + " let the scheduled method call a governed one, with a maxWait shorter than the interval."),
  RESULT_LAZY(
      Severity.WARNING,
      "ResultLazy",
      "%s should have done its work when it returns, but returns a lazy %s, whose work comes after the"
          + " call has been counted and is not tried again. Fix: return a collection, or a"
          + " Flow.Publisher."),
  REPEAT_UNSAFE(
      Severity.WARNING,
      "RepeatUnsafe",
      "%s should be safe to repeat, but %s. Fix: retry only the requests: limit the model with"
          + " RitmoModels.limit of ritmo-langchain4j, or retry a method that only calls the model."),
  CHARGED_TWICE(
      Severity.WARNING,
      "ChargedTwice",
      "%s should be governed once, but calls %s through super, which is governed too. Fix: annotate"
          + " only one of the two."),
  LIMITER_TAKEN_TWICE(
      Severity.WARNING,
      "LimiterTakenTwice",
      "%s should pass the limiter %s once, but calls %s, which passes it again. Fix: annotate only one"
          + " of the two."),
  ANNOTATION_LOST(
      Severity.WARNING,
      "AnnotationLost",
      "The method %s should be governed like %s, which it overrides, but carries no annotation. Fix:"
          + " annotate it as well."),
  RETURN_TYPE_UNSUPPORTED(
      "ReturnTypeUnsupported",
      "%s must return its result, a CompletionStage, a CompletableFuture, a Flow.Publisher, or exactly"
          + " a type that has an adapter, but %s. Fix: return one of these; %s."),

  NOTHING_GOVERNED(
      "NothingGoverned",
      "%s on %s must govern at least one method, but governs none. Fix: annotate methods instead; on"
          + " a type it governs the public methods declared there that do not carry their own."),
  GOVERNED_TWICE(
      "GovernedTwice",
      "%s on %s must be the only annotation that %s, but %s does as well. Fix: keep one of them; a"
          + " composed annotation can carry several limits."),
  INTERFACE_CLOSED(
      "InterfaceClosed",
      "The interface %s must be open to the class that is generated to limit it, but %s. Fix:"
          + " annotate the methods that implement it."),
  GENERATED_NAME_CLASH(
      "GeneratedNameClash",
      "The name %s must be free for the class generated for %s, but is taken by %s. Fix: rename one"
          + " of them."),

  COMPOSED_NOT_KEPT(
      "ComposedNotKept",
      "%s must be kept until run time, where unwoven uses of it are looked for, but %s. Fix: put"
          + " @Retention(RetentionPolicy.RUNTIME) on it."),
  COMPOSED_TARGETS(
      "ComposedTargets",
      "%s must be for methods and types only, but %s. Fix: put @Target({ElementType.METHOD,"
          + " ElementType.TYPE}) on it."),
  COMPOSED_NOT_PLAIN(
      "ComposedNotPlain",
      "%s cannot be %s, which limits do not follow, but is. Fix: take %s off it; an annotation"
          + " governs what it stands on, and can carry several limits."),
  COMPOSED_TOO_DEEP(
      "ComposedTooDeep",
      "%s must carry @RateLimited or @RetryOnRateLimit itself, but carries %s, which carries them."
          + " Fix: write the annotations of %s in its place."),
  COMPOSED_ELEMENT_TYPE(
      "ComposedElementType",
      "The element %s of %s must be of type %s to override that of @%s, but is of type %s. Fix:"
          + " change its type, or rename it."),
  COMPOSED_ELEMENT_AMBIGUOUS(
      "ComposedElementAmbiguous",
      "The element %s of %s must override that of one annotation, but %s of those that it carries"
          + " have it. Fix: rename it."),

  WEAVER_NOT_DECLARED(
      "WeaverNotDeclared",
      """
      The weaver must be declared, but the compiler option -Aritmo.weaving is missing. \
      Fix: add this to <build><plugins> of the pom.xml; the plugin weaves and sets the option:
          <plugin>
            <groupId>dev.ritmo</groupId>
            <artifactId>ritmo-maven-plugin</artifactId>
            <version>%s</version>
            <extensions>true</extensions>
          </plugin>
      Without Maven, weave by hand and give the compiler the option that says how:
          -Aritmo.weaving=ajc          (ajc weaves the class files)
          -Aritmo.weaving=load-time    (the agent aspectjweaver weaves them as they are loaded)"""),
  WEAVER_UNKNOWN(
      "WeaverUnknown",
      "The compiler option -Aritmo.weaving must be maven, ajc or load-time, but was %s. Fix: write the"
          + " one that weaves; ritmo-maven-plugin sets maven."),
  PACKAGE_NOT_OPENED(
      "PackageNotOpened",
      "The package %s must be open to dev.ritmo.runtime, but the module %s does not open it. Fix: add"
          + " this to its module-info.java: opens %s to dev.ritmo.runtime;"),
  RUNTIME_NOT_REQUIRED(
      "RuntimeNotRequired",
      "The module %s must read dev.ritmo.runtime, but does not require it. Fix: add this to its"
          + " module-info.java: requires dev.ritmo.runtime;"),
  RUNTIME_MISSING(
      "RuntimeMissing",
      "The class path must hold the runtime, but it was not found there. Fix: add the dependency"
          + " dev.ritmo:ritmo-runtime:%s."),

  INTERNAL_ERROR(
      "InternalError",
      "The processor must cope with any source, but failed with %s. Fix: report it, with the source"
          + " that causes it.");

  private final Severity severity;
  private final String code;
  private final String text;

  Diagnostic(String code, String text) {
    this(Severity.ERROR, code, text);
  }

  Diagnostic(Severity severity, String code, String text) {
    this.severity = severity;
    this.code = code;
    this.text = text;
  }

  Severity severity() {
    return severity;
  }

  /** The stable code, which is also the name of the page. */
  public String code() {
    return code;
  }

  String message(Object... arguments) {
    String message = "[" + code + "] " + String.format(Locale.ROOT, text, arguments);
    return severity == Severity.ERROR ? message : message + silencing();
  }

  private String silencing() {
    return " If this is intended, add @SuppressWarnings(\"" + Silenced.token(this) + "\").";
  }
}
