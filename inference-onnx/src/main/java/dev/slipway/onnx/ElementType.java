package dev.slipway.onnx;

import java.util.Locale;

/** What a tensor of ONNX can hold; the numbers are those of {@code TensorProto.DataType}. */
enum ElementType {
    UNDEFINED,
    FLOAT,
    UINT8,
    INT8,
    UINT16,
    INT16,
    INT32,
    INT64,
    STRING,
    BOOL,
    FLOAT16,
    DOUBLE,
    UINT32,
    UINT64,
    COMPLEX64,
    COMPLEX128,
    BFLOAT16;

    /** The type of that number; {@link #UNDEFINED} for one that is newer than this list. */
    static ElementType of(long number) {
        return number > 0 && number < values().length ? values()[(int) number] : UNDEFINED;
    }

    /** The type's name as ONNX writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isReal() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16;
    }

    boolean isWhole() {
        return this == INT8 || this == INT16 || this == INT32 || this == INT64 || this == UINT8;
    }

    /** The least value of a whole type. */
    long least() {
        return switch (this) {
            case INT8 -> Byte.MIN_VALUE;
            case UINT8 -> 0;
            case INT16 -> Short.MIN_VALUE;
            case INT32 -> Integer.MIN_VALUE;
            default -> Long.MIN_VALUE;
        };
    }

    /** The greatest value of a whole type. */
    long greatest() {
        return switch (this) {
            case INT8 -> Byte.MAX_VALUE;
            case UINT8 -> 255;
            case INT16 -> Short.MAX_VALUE;
            case INT32 -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }
}
