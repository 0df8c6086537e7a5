package dev.ritmo.spring;

import dev.ritmo.runtime.aspect.LimitedInstances;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts the generated {@code Foo_Limited} around beans of an interface whose methods are governed,
 * such as AI services. Beans whose own methods are woven stay as they are.
 *
 * <p>It has no order, and so comes after all post-processors that have one, such as those that make
 * proxies: calls wait before a transaction begins.
 */
final class LimitedBeans implements BeanPostProcessor {

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
