/* Rows of a CSV file, one at a time: memory does not grow with the file. */
#ifndef ROWS_H
#define ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define LONGEST_FIELD (1 << 20)
#define MOST_FIELDS 64

typedef struct {
    FILE *file;
    const char *name;
    long line; /* where the next record begins */

    /* The record that was read last. */
    long start;
    size_t count;
    bool textBehindQuote;
    struct {
        char *text;
        size_t length, room;
        bool tooLong, noUtf8;
    } fields[MOST_FIELDS];
} Rows;

/* Ends the program with 65 where the file is not there. */
void rows_open(Rows *rows, const char *folder, const char *name);

/* False at the end; 65 where a quote is never closed. Fields beyond the room are counted only. */
bool rows_next(Rows *rows);

void rows_close(Rows *rows);

#endif
