/** The desk's sources as AWS answers them. Nothing here decides anything. */
package dev.slipway.desk.aws;
