/**
 * The Maven plugin: {@link dev.ritmo.maven.RitmoLifecycle} sets a build up, {@link
 * dev.ritmo.maven.WeaveMojo} weaves, {@link dev.ritmo.maven.VerifyMojo} looks at what was built.
 *
 * <p>Weaving goes from {@link dev.ritmo.maven.ClassScan} (which class files carry an annotation)
 * through {@link dev.ritmo.maven.AjcWeaver} (woven copies in a folder of their own) and {@link
 * dev.ritmo.maven.WeavingProof} (is what was woven what the processor listed) to {@link
 * dev.ritmo.maven.ClassSwap} (the copies take the places of the originals).
 */
@NullMarked
package dev.ritmo.maven;

import org.jspecify.annotations.NullMarked;
