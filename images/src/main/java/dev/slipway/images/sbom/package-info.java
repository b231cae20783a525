/** Lists what an image is made of: CycloneDX, the same bytes for the same image. */
package dev.slipway.images.sbom;
