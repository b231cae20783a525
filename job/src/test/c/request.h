/* The little of JSON that a request and a manifest need. */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdbool.h>
#include <time.h>

#define MOST_FILES 16

typedef struct {
    char *runId;
    char *files[MOST_FILES];
    int fileCount;
    bool hasDeadline;
    time_t deadline;
    bool limitIsShare;
    double limit;
} Request;

/* Ends the program with 78 where there is none, or one of another major version. */
void request_read(Request *request, const char *folder);

/* The string of a top-level property; NULL where it is absent. */
char *json_string(const char *json, const char *name);

/* A text as a JSON string, quotes and all. */
char *json_quoted(const char *text);

#endif
