/**
 * The Maven plugin: {@link dev.ritmo.maven.RitmoLifecycle} configures a build, {@link
 * dev.ritmo.maven.WeaveMojo} weaves, {@link dev.ritmo.maven.VerifyMojo} verifies the results.
 *
 * <p>Weaving goes from {@link dev.ritmo.maven.ClassScan} (which class files carry an annotation)
 * through {@link dev.ritmo.maven.AjcWeaver} (woven copies in a separate directory) and {@link
 * dev.ritmo.maven.WeavingProof} (the woven methods are those that the processor listed) to {@link
 * dev.ritmo.maven.ClassSwap} (the copies replace the originals).
 */
@NullMarked
package dev.ritmo.maven;

import org.jspecify.annotations.NullMarked;
