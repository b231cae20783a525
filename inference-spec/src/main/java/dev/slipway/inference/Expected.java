package dev.slipway.inference;

/** The reasons that {@code rejects.csv} gives: what is right and what was received. */
final class Expected {
    /** The most bytes that a field may have. */
    static final int LONGEST_FIELD = 1 << 20;
    /** The most bytes that a key may have, its fields together. */
    static final int LONGEST_KEY = 512;

    private Expected() {}

    static Reject reject(long line, Field field, RejectCode code, String value) {
        return new Reject(line, field.name(), code, "expected " + right(field.type(), code) + ", got " + value);
    }

    private static String right(FieldType type, RejectCode code) {
        return switch (code) {
            case MISSING -> "a value";
            case NOT_FINITE -> "a finite number";
            case ENCODING -> "UTF-8 without U+0000";
            case TOO_LONG -> "at most " + LONGEST_FIELD + " bytes";
            case RANGE -> range(type);
            default -> literal(type);
        };
    }

    private static String range(FieldType type) {
        return switch (type) {
            case INT -> "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
            case LONG -> "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
            case DOUBLE -> "a number from " + -Double.MAX_VALUE + " to " + Double.MAX_VALUE;
            default -> "a time from year 0001 to 9999 in UTC";
        };
    }

    private static String literal(FieldType type) {
        return switch (type) {
            case STRING -> "text";
            case INT, LONG -> "a whole number such as 42";
            case DOUBLE -> "a number such as 0.5";
            case BOOLEAN -> "true or false";
            case DATE -> "a date such as 2026-11-21";
            case TIMESTAMP -> "a time with an offset such as 2026-11-21T06:00:00Z";
        };
    }
}
