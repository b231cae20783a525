/** Registries of the OCI's protocol that are not ECR. */
package dev.slipway.desk.oci;
