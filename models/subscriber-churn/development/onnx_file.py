"""Writes ONNX files with the standard library alone: a protocol buffer is numbered fields, one behind the other."""

import struct

FLOAT, INT64, STRING, BOOL = 1, 7, 8, 9
ML = "ai.onnx.ml"


def varint(value):
    parts = bytearray()
    value &= 2**64 - 1
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes(parts) + bytes([value])


def field(number, value):
    """A whole number, a text, or the bytes of a message."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def attribute(name, value):
    """An attribute of a node: a number or text, or a list of them."""
    if isinstance(value, list):
        kind = {float: 6, int: 7, str: 8}[type(value[0])]
        if kind == 6:
            content = field(7, struct.pack(f"<{len(value)}f", *value))
        elif kind == 7:
            content = field(8, b"".join(map(varint, value)))
        else:
            content = b"".join(field(9, text) for text in value)
    else:
        kind = 2 if isinstance(value, int) else 3
        content = field(3 if kind == 2 else 4, value)
    return field(1, name) + content + field(20, kind)


def node(operator, inputs, outputs, domain="", **attributes):
    content = b"".join(field(1, name) for name in inputs) + b"".join(field(2, name) for name in outputs)
    content += field(4, operator) + b"".join(field(5, attribute(*pair)) for pair in attributes.items())
    return content + (field(7, domain) if domain else b"")


def whole_numbers(name, values):
    """A constant of the graph."""
    return field(1, len(values)) + field(2, INT64) + field(8, name) + field(9, struct.pack(f"<{len(values)}q", *values))


def value(name, kind, *shape):
    """An input or output of the graph; a text in the shape is an open dimension."""
    dimensions = b"".join(field(1, field(1 if isinstance(size, int) else 2, size)) for size in shape)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, dimensions)))


def maps(name):
    """An output as ZipMap has it: for each row a map from text to float."""
    row = field(5, field(1, STRING) + field(2, field(1, field(1, FLOAT))))
    return field(1, name) + field(2, field(4, field(1, row)))


def model(nodes, inputs, outputs, constants, opset=17, ml=3):
    graph = b"".join(field(1, each) for each in nodes) + field(2, "graph")
    graph += b"".join(field(5, each) for each in constants)
    graph += b"".join(field(11, each) for each in inputs) + b"".join(field(12, each) for each in outputs)
    opsets = field(8, field(1, "") + field(2, opset)) + field(8, field(1, ML) + field(2, ml))
    return field(1, 8) + field(2, "slipway") + field(7, graph) + opsets
