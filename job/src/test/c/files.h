/* Files as the specification wants them: hashed while they are written, durable before they count. */
#ifndef FILES_H
#define FILES_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
    uint32_t state[8];
    uint64_t length;
    unsigned char block[64];
    size_t filled;
} Sha256;

void sha256_start(Sha256 *sha);
void sha256_add(Sha256 *sha, const void *bytes, size_t length);
void sha256_hex(Sha256 *sha, char hex[65]);

typedef struct {
    FILE *file;
    Sha256 sha;
    long rows;
    char hex[65];
} Output;

/* All of them end the program with 75 where the disk does not take it. */
void output_open(Output *output, const char *folder, const char *name);
void output_text(Output *output, const char *text);
void output_field(Output *output, const char *text);
void output_close(Output *output);
void durable_rename(const char *folder, const char *from, const char *to);

/* The whole file, with a NUL behind it; NULL where there is none. */
char *read_whole(const char *folder, const char *name, size_t *length);

_Noreturn void fail(int status, const char *format, ...);

#endif
