/**
 * The CDK app: a registry, and two stacks per environment file. It looks nothing up and calls no AWS, so the same files
 * give the same templates on any machine.
 */
package dev.slipway.infra;
