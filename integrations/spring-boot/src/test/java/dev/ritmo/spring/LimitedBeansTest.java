package dev.ritmo.spring;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.spring.governed.Assistant;
import dev.ritmo.spring.governed.Chat;
import dev.ritmo.spring.governed.WovenAssistant;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

final class LimitedBeansTest {

  @RegisterExtension final Contexts contexts = new Contexts();

  private static Assistant madeAtRunTime() {
    return (Assistant)
        Proxy.newProxyInstance(
            Assistant.class.getClassLoader(),
            new Class<?>[] {Assistant.class},
            (proxy, method, arguments) -> "made");
  }

  private static void assertTwoCallsPass(Assistant assistant) {
    assertThat(assistant.chat("1")).isNotEmpty();
    assertThat(assistant.chat("2")).isNotEmpty();
    assertThrows(RateLimitExceededException.class, () -> assistant.chat("3"));
    assertThat(Ritmo.limiter("assistant").snapshot().admitted()).isEqualTo(2);
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RitmoAutoConfiguration.class)
  static class OfInterface {

    @Bean
    Assistant assistant() {
      return madeAtRunTime();
    }
  }

  @Test
  void aBeanOfAGovernedInterfaceIsLimited() {
    var context = contexts.start(OfInterface.class, "--ritmo.limiter.assistant.period=70");

    assertTwoCallsPass(context.getBean(Assistant.class));
    assertThat(Ritmo.limiter("assistant").snapshot().limits().get(0).period()).isEqualTo(70);
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RitmoAutoConfiguration.class)
  static class OfFactory {

    /** As LangChain4j's starter makes AI services. */
    @Bean
    @Lazy
    FactoryBean<Assistant> assistant() {
      return new FactoryBean<>() {
        @Override
        public Assistant getObject() {
          return madeAtRunTime();
        }

        @Override
        public Class<?> getObjectType() {
          return Assistant.class;
        }
      };
    }
  }

  @Test
  void theProductOfAFactoryIsLimited() {
    var context =
        contexts.start(
            OfFactory.class, "--ritmo.limiter.assistant.period=70", "--ritmo.strict=true");

    assertTwoCallsPass(context.getBean(Assistant.class));
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RitmoAutoConfiguration.class)
  static class Limited {

    @Bean
    Assistant assistant() {
      return Ritmo.limit(Assistant.class, madeAtRunTime());
    }
  }

  @Test
  void aLimitedBeanIsNotLimitedTwice() {
    assertTwoCallsPass(contexts.start(Limited.class).getBean(Assistant.class));
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RitmoAutoConfiguration.class)
  static class Woven {

    @Bean
    WovenAssistant assistant() {
      return new WovenAssistant();
    }
  }

  @Test
  void aWovenBeanStaysAsItIs() {
    var context = contexts.start(Woven.class);

    assertThat(context.getBean(WovenAssistant.class).getClass()).isEqualTo(WovenAssistant.class);
    assertTwoCallsPass(context.getBean(Assistant.class));
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RitmoAutoConfiguration.class)
  static class WovenInProxy {

    @Bean
    Assistant assistant() {
      return (Assistant) proxy(new WovenAssistant(), true).getProxy();
    }
  }

  private static ProxyFactory proxy(Object target, boolean ofClass) {
    ProxyFactory proxy = new ProxyFactory(target);
    proxy.setProxyTargetClass(ofClass);
    proxy.addAdvice((MethodInterceptor) call -> call.proceed());
    return proxy;
  }

  @Test
  void aProxyOfAWovenBeanIsNotLimitedTwice() {
    assertTwoCallsPass(contexts.start(WovenInProxy.class).getBean(Assistant.class));
  }

  /** Neither generated nor woven. */
  static class Plain implements Assistant {
    @Override
    public String chat(String message) {
      return "plain";
    }
  }

  static class Derived extends Plain {}

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RitmoAutoConfiguration.class)
  static class PlainInProxy {

    @Bean
    Assistant assistant() {
      return (Assistant) proxy(new Derived(), true).getProxy();
    }
  }

  @Test
  void aProxyOfAPlainBeanIsLimitedFromOutside() {
    assertTwoCallsPass(contexts.start(PlainInProxy.class).getBean(Assistant.class));
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RitmoAutoConfiguration.class)
  static class Advised {

    final AtomicInteger passed = new AtomicInteger();

    @Bean
    static DefaultAdvisorAutoProxyCreator proxies() {
      return new DefaultAdvisorAutoProxyCreator();
    }

    @Bean
    DefaultPointcutAdvisor advisor() {
      NameMatchMethodPointcut chat = new NameMatchMethodPointcut();
      chat.addMethodName("chat");
      return new DefaultPointcutAdvisor(
          chat,
          (MethodInterceptor)
              call -> {
                passed.incrementAndGet();
                return call.proceed();
              });
    }

    @Bean
    Assistant assistant() {
      return new Derived();
    }
  }

  @Test
  void callsWaitOutsideOfProxiesThatSpringMakes() {
    var context = contexts.start(Advised.class);

    assertTwoCallsPass(context.getBean(Assistant.class));
    assertThat(context.getBean(Advised.class).passed.get()).isEqualTo(2);
  }

  @Test
  void selfInvocationIsLimited() {
    Chat chat = contexts.start(ConfigurationTest.Application.class).getBean(Chat.class);

    assertThat(chat.getClass()).isEqualTo(Chat.class);
    assertThat(chat.askTwice("why")).contains("why");
    assertThrows(RateLimitExceededException.class, () -> chat.askTwice("again"));
  }
}
