package dev.ritmo.spring;

import dev.ritmo.runtime.aspect.LimitedInstances;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Puts the generated {@code Foo_Limited} around beans of an interface whose methods are governed,
 * such as AI services. It is the outermost: calls wait before a transaction begins. Beans whose own
 * methods are woven stay as they are.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class LimitedBeans implements BeanPostProcessor, Ordered {

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    Class<?> implementation = AopProxyUtils.ultimateTargetClass(bean);
    boolean isScopedProxy =
        AopUtils.isAopProxy(bean) && AopProxyUtils.getSingletonTarget(bean) == null;
    if (isScopedProxy || ProgramTypes.of(implementation).stream().noneMatch(Class::isInterface)) {
      return bean;
    }
    return LimitedInstances.limit(bean, implementation);
  }
}
