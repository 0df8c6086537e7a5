package dev.ritmo.processor.check;

import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.check.rules.AmountsFit;
import dev.ritmo.processor.check.rules.AttemptsFitIntoDeadline;
import dev.ritmo.processor.check.rules.BurstHasCalls;
import dev.ritmo.processor.check.rules.BurstIsPositive;
import dev.ritmo.processor.check.rules.BurstIsWithinCalls;
import dev.ritmo.processor.check.rules.CallsArePositive;
import dev.ritmo.processor.check.rules.CallsCanBeToldApart;
import dev.ritmo.processor.check.rules.ComposedAnnotationIsDirect;
import dev.ritmo.processor.check.rules.ComposedAnnotationIsForMethodsAndTypes;
import dev.ritmo.processor.check.rules.ComposedAnnotationIsKept;
import dev.ritmo.processor.check.rules.ComposedAnnotationIsPlain;
import dev.ritmo.processor.check.rules.ConcurrentIsPositive;
import dev.ritmo.processor.check.rules.ConcurrentIsWrittenOnce;
import dev.ritmo.processor.check.rules.DeadlineFits;
import dev.ritmo.processor.check.rules.DeadlineIsPositive;
import dev.ritmo.processor.check.rules.DeadlineLeavesARetry;
import dev.ritmo.processor.check.rules.DelaysAreNotNegative;
import dev.ritmo.processor.check.rules.DelaysAreOrdered;
import dev.ritmo.processor.check.rules.DelaysFit;
import dev.ritmo.processor.check.rules.FailureTypesAreAccessible;
import dev.ritmo.processor.check.rules.GeneratedNameIsFree;
import dev.ritmo.processor.check.rules.InheritedLimitsAreInReach;
import dev.ritmo.processor.check.rules.InterfaceIsOpen;
import dev.ritmo.processor.check.rules.JitterIsAShare;
import dev.ritmo.processor.check.rules.KeyIsAPath;
import dev.ritmo.processor.check.rules.KeyIsComparable;
import dev.ritmo.processor.check.rules.KeyMembersAreAccessible;
import dev.ritmo.processor.check.rules.KeyMembersAreNotStatic;
import dev.ritmo.processor.check.rules.KeyMembersExist;
import dev.ritmo.processor.check.rules.KeyMembersGiveValues;
import dev.ritmo.processor.check.rules.KeyMembersThrowNothing;
import dev.ritmo.processor.check.rules.KeyParameterExists;
import dev.ritmo.processor.check.rules.KeyTypesAgree;
import dev.ritmo.processor.check.rules.KeysAgree;
import dev.ritmo.processor.check.rules.LimiterNameIsPlain;
import dev.ritmo.processor.check.rules.LimiterNamesAgree;
import dev.ritmo.processor.check.rules.LimitsAgree;
import dev.ritmo.processor.check.rules.LimitsCanBind;
import dev.ritmo.processor.check.rules.MaxAttemptsArePositive;
import dev.ritmo.processor.check.rules.MaxWaitFits;
import dev.ritmo.processor.check.rules.MaxWaitIsNotNegative;
import dev.ritmo.processor.check.rules.MaxWaitIsWorthIt;
import dev.ritmo.processor.check.rules.MaxWaitsAgree;
import dev.ritmo.processor.check.rules.MethodHasBody;
import dev.ritmo.processor.check.rules.MethodIsNoEntryPoint;
import dev.ritmo.processor.check.rules.MethodIsNotSynchronized;
import dev.ritmo.processor.check.rules.MultiplierIsAtLeastOne;
import dev.ritmo.processor.check.rules.NoSchedulerIsHeld;
import dev.ritmo.processor.check.rules.NoTransactionIsHeld;
import dev.ritmo.processor.check.rules.OneAnnotationGoverns;
import dev.ritmo.processor.check.rules.OneInterfaceGoverns;
import dev.ritmo.processor.check.rules.OverridingElementsAreClear;
import dev.ritmo.processor.check.rules.OverridingElementsHaveTheType;
import dev.ritmo.processor.check.rules.PackageIsOpen;
import dev.ritmo.processor.check.rules.PeriodFits;
import dev.ritmo.processor.check.rules.PeriodIsPositive;
import dev.ritmo.processor.check.rules.PeriodsDiffer;
import dev.ritmo.processor.check.rules.PlanHoldsForAllCalls;
import dev.ritmo.processor.check.rules.PlanIsKept;
import dev.ritmo.processor.check.rules.PlanIsKnown;
import dev.ritmo.processor.check.rules.PlansAgree;
import dev.ritmo.processor.check.rules.PromptHoldsText;
import dev.ritmo.processor.check.rules.PromptIsEstimated;
import dev.ritmo.processor.check.rules.PromptIsSeen;
import dev.ritmo.processor.check.rules.ReservedAmountsArePositive;
import dev.ritmo.processor.check.rules.ResultIsThere;
import dev.ritmo.processor.check.rules.RetriedFailuresAreNotAborted;
import dev.ritmo.processor.check.rules.RetryIsSafeToRepeat;
import dev.ritmo.processor.check.rules.ReturnTypeIsSupported;
import dev.ritmo.processor.check.rules.RuntimeIsReadable;
import dev.ritmo.processor.check.rules.SignaturesAreInReach;
import dev.ritmo.processor.check.rules.SomethingIsGoverned;
import dev.ritmo.processor.check.rules.SomethingIsLimited;
import dev.ritmo.processor.check.rules.SomethingIsRetried;
import dev.ritmo.processor.check.rules.TokensAreEnoughForACall;
import dev.ritmo.processor.check.rules.WeaverIsDeclared;
import dev.ritmo.processor.model.ComposedAnnotation;
import dev.ritmo.processor.model.Decorator;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.Place;
import dev.ritmo.processor.model.Plan;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import dev.ritmo.processor.model.Retry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * All rules of single types, in the order in which they are checked. One instance serves a whole
 * compilation.
 */
public final class Rules {

  private final List<Rule<ComposedAnnotation>> ofComposedAnnotations;
  private final List<Rule<GovernedType>> ofTypes;
  private final List<Rule<RateLimit>> ofEachRateLimit;
  private final List<Rule<RateLimits>> ofRateLimits;
  private final List<Rule<RateLimits>> ofLimiters;
  private final List<Rule<Retry>> ofRetries;
  private final List<Rule<GovernedMethod>> ofMethods;
  private final List<Rule<Decorator>> ofDecorators;

  /** Problems of a composed annotation are not reported again at its uses. */
  private final Set<String> wrong = new HashSet<>();

  /** Composed annotations of this compilation whose limits were checked at their declaration. */
  private final Set<String> checked = new HashSet<>();

  /**
   * The rules of a compilation.
   *
   * @param weaving the value of the option that says who weaves
   * @param plan the plan of the compilation
   */
  public Rules(Elements elements, Types types, Optional<String> weaving, Plan plan) {
    ofComposedAnnotations =
        List.of(
            new ComposedAnnotationIsKept(),
            new ComposedAnnotationIsForMethodsAndTypes(),
            new ComposedAnnotationIsPlain(),
            new ComposedAnnotationIsDirect(),
            new OverridingElementsHaveTheType(),
            new OverridingElementsAreClear());
    ofTypes =
        List.of(
            new WeaverIsDeclared(weaving),
            new RuntimeIsReadable(elements),
            new PackageIsOpen(elements),
            new OneAnnotationGoverns(),
            new SomethingIsGoverned(),
            new InterfaceIsOpen(),
            new GeneratedNameIsFree(elements),
            new PromptIsEstimated());
    ofEachRateLimit =
        List.of(
            new CallsArePositive(),
            new CallsCanBeToldApart(),
            new BurstIsPositive(),
            new BurstIsWithinCalls(),
            new BurstHasCalls(),
            new ConcurrentIsPositive(),
            new PeriodIsPositive(),
            new PeriodFits(),
            new MaxWaitIsNotNegative(),
            new MaxWaitFits(),
            new LimiterNameIsPlain(),
            new ReservedAmountsArePositive(),
            new AmountsFit(),
            new TokensAreEnoughForACall(),
            new KeyIsAPath(),
            new PlanIsKnown(plan),
            new PlanHoldsForAllCalls());
    ofRateLimits =
        List.of(
            new SomethingIsLimited(),
            new ConcurrentIsWrittenOnce(),
            new PeriodsDiffer(),
            new LimitsCanBind(),
            new MaxWaitsAgree(),
            new MaxWaitIsWorthIt(),
            new LimiterNamesAgree(),
            new KeysAgree(),
            new PlansAgree());
    ofLimiters = List.of(new LimitsAgree(), new PlanIsKept(plan));
    ofRetries =
        List.of(
            new MaxAttemptsArePositive(),
            new SomethingIsRetried(),
            new DelaysAreNotNegative(),
            new DelaysFit(),
            new DelaysAreOrdered(),
            new MultiplierIsAtLeastOne(),
            new JitterIsAShare(),
            new DeadlineIsPositive(),
            new DeadlineFits(),
            new DeadlineLeavesARetry(),
            new AttemptsFitIntoDeadline(),
            new FailureTypesAreAccessible(),
            new RetriedFailuresAreNotAborted(types));
    ofMethods =
        List.of(
            new MethodHasBody(),
            new MethodIsNotSynchronized(),
            new MethodIsNoEntryPoint(),
            new RetryIsSafeToRepeat(),
            new NoTransactionIsHeld(),
            new NoSchedulerIsHeld(),
            new ResultIsThere(types),
            new ReturnTypeIsSupported(types),
            new KeyParameterExists(),
            new KeyMembersExist(),
            new KeyMembersAreAccessible(),
            new KeyMembersGiveValues(),
            new KeyMembersAreNotStatic(),
            new KeyMembersThrowNothing(elements, types),
            new KeyIsComparable(elements, types),
            new KeyTypesAgree(types),
            new PromptHoldsText(elements, types),
            new PromptIsSeen());
    ofDecorators =
        List.of(
            new SignaturesAreInReach(), new InheritedLimitsAreInReach(), new OneInterfaceGoverns());
  }

  /** Checks every rule against an annotation that carries ours, before its uses are checked. */
  public void check(ComposedAnnotation annotation, Findings findings) {
    long before = findings.errors();
    check(ofComposedAnnotations, List.of(annotation), findings);
    annotation.rateLimits().forEach(limits -> checkNumbers(limits, findings));
    check(ofRetries, annotation.retries(), findings);
    if (findings.errors() > before) {
      wrong.add(annotation.element().getQualifiedName().toString());
    }
    if (!annotation.rateLimits().isEmpty()) {
      checked.add(annotation.element().getQualifiedName().toString());
    }
  }

  /** Checks every rule against the type, its annotations and its governed methods. */
  public void check(GovernedType type, Findings findings) {
    check(ofTypes, List.of(type), findings);
    for (RateLimits limits : type.rateLimits()) {
      if (!isWrong(limits.place())) {
        if (!isChecked(limits.place())) {
          checkNumbers(limits, findings);
        }
        check(ofLimiters, List.of(limits), findings);
      }
    }
    List<Retry> retries = type.retries().stream().filter(retry -> !isWrong(retry.place())).toList();
    check(ofRetries, retries, findings);
    check(ofMethods, type.methods(), findings);
  }

  /** Checks every rule against the decorator of an interface without errors. */
  public void check(Decorator decorator, Findings findings) {
    check(ofDecorators, List.of(decorator), findings);
  }

  private void checkNumbers(RateLimits limits, Findings findings) {
    check(ofEachRateLimit, limits.written(), findings);
    check(ofRateLimits, List.of(limits), findings);
  }

  private boolean isWrong(Place place) {
    return wrong.contains(annotationAt(place));
  }

  /** Whether its numbers come from a declaration that was checked, with none overridden. */
  private boolean isChecked(Place place) {
    return checked.contains(annotationAt(place)) && place.mirror().getElementValues().isEmpty();
  }

  private static String annotationAt(Place place) {
    return MoreTypes.asTypeElement(place.mirror().getAnnotationType())
        .getQualifiedName()
        .toString();
  }

  static <T> void check(List<Rule<T>> rules, List<T> subjects, Findings findings) {
    for (T subject : subjects) {
      for (Rule<T> rule : rules) {
        rule.check(subject, findings);
      }
    }
  }
}
