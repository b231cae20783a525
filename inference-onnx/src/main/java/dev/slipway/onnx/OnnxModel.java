package dev.slipway.onnx;

class OnnxModel {}
