#include "request.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"

static const char *blank(const char *json) {
    while (isspace((unsigned char)*json)) json++;
    return json;
}

/* Behind a string; json stands on its first quote. */
static const char *behind_string(const char *json) {
    for (json++; *json != 0 && *json != '"'; json++)
        if (*json == '\\' && json[1] != 0) json++;
    return *json == 0 ? json : json + 1;
}

/* Behind any value. */
static const char *behind(const char *json) {
    int depth = 0;
    do {
        json = blank(json);
        if (*json == '"') {
            json = behind_string(json);
            continue;
        }
        depth += *json == '{' || *json == '[';
        depth -= *json == '}' || *json == ']';
        bool plain = strchr("{}[],:", *json) == NULL;
        while (plain && *json != 0 && strchr("{}[],: \t\r\n", *json) == NULL) json++;
        if (!plain) json++;
    } while (depth > 0 && *json != 0);
    return json;
}

/* The value of a property of the object; NULL where it is absent. */
static const char *property(const char *json, const char *name) {
    size_t length = strlen(name);
    for (json = blank(json) + 1; *(json = blank(json)) == '"';) {
        bool found = strncmp(json + 1, name, length) == 0 && json[1 + length] == '"';
        json = blank(behind_string(json));
        if (*json != ':') return NULL;
        json = blank(json + 1);
        if (found) return json;
        json = blank(behind(json));
        if (*json != ',') return NULL;
        json++;
    }
    return NULL;
}

static int hex(const char *digits) {
    char four[5] = {digits[0], digits[1], digits[2], digits[3], 0};
    return (int)strtol(four, NULL, 16);
}

static char *text(const char *json) {
    const char *end = behind_string(json) - 1;
    char *plain = malloc((size_t)(end - json) + 1), *next = plain;
    if (plain == NULL) fail(70, "out of memory");
    for (json++; json < end; json++) {
        if (*json != '\\') {
            *next++ = *json;
        } else if (*++json == 'u' && end - json > 4) {
            int c = hex(json + 1);
            json += 4;
            if (c < 0x80) {
                *next++ = (char)c;
            } else if (c < 0x800) {
                *next++ = (char)(0xC0 | c >> 6);
                *next++ = (char)(0x80 | (c & 0x3F));
            } else {
                *next++ = (char)(0xE0 | c >> 12);
                *next++ = (char)(0x80 | (c >> 6 & 0x3F));
                *next++ = (char)(0x80 | (c & 0x3F));
            }
        } else {
            const char *known = strchr("n\nt\tr\rb\bf\f", *json);
            *next++ = known == NULL || *known == 0 ? *json : known[1];
        }
    }
    *next = 0;
    return plain;
}

char *json_string(const char *json, const char *name) {
    const char *value = property(json, name);
    return value != NULL && *value == '"' ? text(value) : NULL;
}

char *json_quoted(const char *plain) {
    char *json = malloc(6 * strlen(plain) + 3), *next = json;
    if (json == NULL) fail(70, "out of memory");
    *next++ = '"';
    for (; *plain != 0; plain++) {
        if (*plain == '"' || *plain == '\\') *next++ = '\\';
        if ((unsigned char)*plain < 0x20)
            next += sprintf(next, "\\u%04x", *plain);
        else
            *next++ = *plain;
    }
    strcpy(next, "\"");
    return json;
}

static void read_files(Request *request, const char *list) {
    if (list == NULL || *list != '[') fail(78, "request.json: files: expected a list, got none");
    for (list = blank(list + 1); *list == '"'; list = blank(list + (*list == ','))) {
        if (request->fileCount == MOST_FILES) fail(78, "request.json: files: expected at most %d", MOST_FILES);
        request->files[request->fileCount++] = text(list);
        list = blank(behind_string(list));
    }
}

void request_read(Request *request, const char *folder) {
    memset(request, 0, sizeof *request);
    char *json = read_whole(folder, "request.json", NULL);
    if (json == NULL) fail(78, "%s/request.json: expected a request, got none", folder);
    char *spec = json_string(json, "spec");
    if (spec == NULL || strncmp(spec, "1.", 2) != 0)
        fail(78, "request.json: spec: expected 1.x, got %s", spec == NULL ? "none" : spec);
    request->runId = json_string(json, "runId");
    if (request->runId == NULL) fail(78, "request.json: runId: expected a text, got none");
    read_files(request, property(json, "files"));
    char *limit = json_string(json, "rejectLimit"), *end = NULL;
    request->limit = strtod(limit == NULL ? "1%" : limit, &end);
    request->limitIsShare = *end == '%';
    char *deadline = json_string(json, "deadline");
    struct tm utc = {0};
    if (deadline != NULL) {
        request->hasDeadline = strptime(deadline, "%Y-%m-%dT%H:%M:%S", &utc) != NULL;
        if (!request->hasDeadline) fail(78, "request.json: deadline: expected a timestamp, got %s", deadline);
        request->deadline = timegm(&utc);
    }
}
