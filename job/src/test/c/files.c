#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

#define ROTATE(x, n) (((x) >> (n)) | ((x) << (32 - (n))))

static void sha256_block(Sha256 *sha) {
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++) {
        const unsigned char *b = sha->block + 4 * i;
        w[i] = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    }
    for (int i = 16; i < 64; i++) {
        uint32_t a = ROTATE(w[i - 15], 7) ^ ROTATE(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t b = ROTATE(w[i - 2], 17) ^ ROTATE(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + a + w[i - 7] + b;
    }
    memcpy(s, sha->state, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t e = ROTATE(s[4], 6) ^ ROTATE(s[4], 11) ^ ROTATE(s[4], 25);
        uint32_t one = s[7] + e + ((s[4] & s[5]) ^ (~s[4] & s[6])) + K[i] + w[i];
        uint32_t a = ROTATE(s[0], 2) ^ ROTATE(s[0], 13) ^ ROTATE(s[0], 22);
        uint32_t two = a + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += one;
        s[0] = one + two;
    }
    for (int i = 0; i < 8; i++) sha->state[i] += s[i];
    sha->filled = 0;
}

void sha256_start(Sha256 *sha) {
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(sha->state, start, sizeof start);
    sha->length = 0;
    sha->filled = 0;
}

void sha256_add(Sha256 *sha, const void *bytes, size_t length) {
    const unsigned char *next = bytes;
    sha->length += length;
    while (length > 0) {
        size_t taken = 64 - sha->filled < length ? 64 - sha->filled : length;
        memcpy(sha->block + sha->filled, next, taken);
        sha->filled += taken;
        next += taken;
        length -= taken;
        if (sha->filled == 64) sha256_block(sha);
    }
}

void sha256_hex(Sha256 *sha, char hex[65]) {
    uint64_t bits = sha->length * 8;
    unsigned char size[8];
    for (int i = 0; i < 8; i++) size[i] = (unsigned char)(bits >> (56 - 8 * i));
    sha256_add(sha, "\x80", 1);
    while (sha->filled != 56) sha256_add(sha, "", 1);
    sha256_add(sha, size, 8);
    for (int i = 0; i < 8; i++) sprintf(hex + 8 * i, "%08x", (unsigned)sha->state[i]);
}

_Noreturn void fail(int status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    exit(status);
}

static char *path(const char *folder, const char *name) {
    char *joined = malloc(strlen(folder) + strlen(name) + 2);
    if (joined == NULL) fail(70, "out of memory");
    sprintf(joined, "%s/%s", folder, name);
    return joined;
}

void output_open(Output *output, const char *folder, const char *name) {
    char *target = path(folder, name);
    output->file = fopen(target, "wb");
    if (output->file == NULL) fail(75, "%s: %s", target, strerror(errno));
    output->rows = 0;
    sha256_start(&output->sha);
    free(target);
}

void output_text(Output *output, const char *text) {
    size_t length = strlen(text);
    if (fwrite(text, 1, length, output->file) != length) fail(75, "cannot write: %s", strerror(errno));
    sha256_add(&output->sha, text, length);
}

void output_field(Output *output, const char *text) {
    if (strpbrk(text, ",\"\r\n") == NULL) {
        output_text(output, text);
        return;
    }
    output_text(output, "\"");
    for (char one[2] = ""; *text != 0; text++) {
        one[0] = *text;
        output_text(output, *text == '"' ? "\"\"" : one);
    }
    output_text(output, "\"");
}

void output_close(Output *output) {
    if (fflush(output->file) != 0 || fsync(fileno(output->file)) != 0 || fclose(output->file) != 0)
        fail(75, "cannot write: %s", strerror(errno));
    sha256_hex(&output->sha, output->hex);
}

void durable_rename(const char *folder, const char *from, const char *to) {
    char *source = path(folder, from), *target = path(folder, to);
    int directory = open(folder, O_RDONLY);
    if (rename(source, target) != 0 || directory < 0 || fsync(directory) != 0)
        fail(75, "%s: %s", target, strerror(errno));
    close(directory);
    free(source);
    free(target);
}

char *read_whole(const char *folder, const char *name, size_t *length) {
    char *source = path(folder, name);
    FILE *file = fopen(source, "rb");
    free(source);
    if (file == NULL) return NULL;
    size_t room = 1 << 16, filled = 0;
    char *bytes = malloc(room);
    while (bytes != NULL) {
        filled += fread(bytes + filled, 1, room - filled - 1, file);
        if (filled < room - 1) break;
        bytes = realloc(bytes, room *= 2);
    }
    if (bytes == NULL) fail(70, "out of memory");
    fclose(file);
    bytes[filled] = 0;
    if (length != NULL) *length = filled;
    return bytes;
}
