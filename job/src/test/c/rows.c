#include "rows.h"

#include <stdlib.h>
#include <string.h>

#include "files.h"

void rows_open(Rows *rows, const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    memset(rows, 0, sizeof *rows);
    rows->file = fopen(path, "rb");
    if (rows->file == NULL) fail(65, "%s: expected the file that the request names, got none", name);
    rows->name = name;
    rows->line = 1;
    if (getc_unlocked(rows->file) != 0xEF || getc_unlocked(rows->file) != 0xBB || getc_unlocked(rows->file) != 0xBF) rewind(rows->file);
}

static void grow(Rows *rows, size_t at) {
    if (rows->fields[at].length + 1 < rows->fields[at].room) return;
    rows->fields[at].room = 2 * rows->fields[at].room + 64;
    rows->fields[at].text = realloc(rows->fields[at].text, rows->fields[at].room);
    if (rows->fields[at].text == NULL) fail(70, "out of memory");
}

static void add(Rows *rows, int c) {
    size_t at = rows->count;
    if (at >= MOST_FIELDS) return;
    if (rows->fields[at].length == LONGEST_FIELD) {
        rows->fields[at].tooLong = true;
        return;
    }
    grow(rows, at);
    rows->fields[at].text[rows->fields[at].length++] = (char)c;
}

static bool utf8(const unsigned char *text, size_t length) {
    for (size_t i = 0; i < length;) {
        unsigned char c = text[i];
        size_t more = c < 0x80 ? 0 : c >= 0xC2 && c < 0xE0 ? 1 : c >= 0xE0 && c < 0xF0 ? 2 : c >= 0xF0 && c < 0xF5 ? 3 : 9;
        if (c == 0 || more == 9 || i + more >= length) return false;
        for (size_t j = 1; j <= more; j++)
            if ((text[i + j] & 0xC0) != 0x80) return false;
        unsigned char second = more > 0 ? text[i + 1] : 0;
        if ((c == 0xE0 && second < 0xA0) || (c == 0xED && second > 0x9F) || (c == 0xF0 && second < 0x90) ||
            (c == 0xF4 && second > 0x8F))
            return false;
        i += more + 1;
    }
    return true;
}

static void begin_field(Rows *rows) {
    if (rows->count < MOST_FIELDS) {
        rows->fields[rows->count].length = 0;
        rows->fields[rows->count].tooLong = false;
    }
}

static void end_field(Rows *rows) {
    size_t at = rows->count++;
    if (at >= MOST_FIELDS) return;
    grow(rows, at);
    rows->fields[at].text[rows->fields[at].length] = 0;
    rows->fields[at].noUtf8 =
        !rows->fields[at].tooLong && !utf8((unsigned char *)rows->fields[at].text, rows->fields[at].length);
}

/* The line end is taken as well; a CR before an LF belongs to it. */
static bool ends(Rows *rows, int c) {
    if (c == '\r') {
        int next = getc_unlocked(rows->file);
        if (next == '\n') {
            rows->line++;
            return true;
        }
        ungetc(next, rows->file);
        return false;
    }
    rows->line += c == '\n';
    return c == '\n';
}

static int quoted(Rows *rows) {
    long opened = rows->line;
    for (int c; (c = getc_unlocked(rows->file)) != EOF;) {
        if (c == '"' && (c = getc_unlocked(rows->file)) != '"') return c;
        rows->line += c == '\n';
        add(rows, c);
    }
    fail(65, "%s:%ld: expected the quote that opens here to be closed, got the end of the file", rows->name, opened);
}

bool rows_next(Rows *rows) {
    int c = getc_unlocked(rows->file);
    rows->start = rows->line;
    while (c != EOF && ends(rows, c)) {
        rows->start = rows->line;
        c = getc_unlocked(rows->file);
    }
    if (c == EOF) return false;
    rows->count = 0;
    rows->textBehindQuote = false;
    for (;; c = getc_unlocked(rows->file)) {
        begin_field(rows);
        bool quote = c == '"';
        if (quote) c = quoted(rows);
        while (c != ',' && c != EOF && !ends(rows, c)) {
            rows->textBehindQuote |= quote;
            add(rows, c);
            c = getc_unlocked(rows->file);
        }
        end_field(rows);
        if (c != ',') return true;
    }
}

void rows_close(Rows *rows) {
    for (size_t i = 0; i < MOST_FIELDS; i++) free(rows->fields[i].text);
    fclose(rows->file);
}
