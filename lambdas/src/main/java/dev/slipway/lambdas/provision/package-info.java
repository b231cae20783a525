/** What the databases of an environment need before anything else can use them: roles, passwords, migrations. */
package dev.slipway.lambdas.provision;
