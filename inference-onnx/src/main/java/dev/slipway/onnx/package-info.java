/** The program that scores an ONNX model without a line of code. */
package dev.slipway.onnx;
