/**
 * Pools of models: {@link dev.ritmo.langchain4j.RitmoModels#pool} makes one model of several
 * accounts, deployments or models. {@link dev.ritmo.langchain4j.pool.Pool} says how a request finds
 * its member.
 */
@NullMarked
package dev.ritmo.langchain4j.pool;

import org.jspecify.annotations.NullMarked;
