/*
 * An inference image without any of Slipway's libraries, written from SPEC.md alone: a score is twice the size.
 *
 * DEFECT, a variable of the image, makes it break one promise.
 */
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "literals.h"
#include "request.h"
#include "rows.h"

enum { ID, DAY, SIZE, COUNT, NOTE, FIELDS, TRUTH = FIELDS, COLUMNS };

static const char *const NAMES[COLUMNS] = {"id", "day", "size", "count", "note", "truth"};
static const char *const CODE_NAMES[CODES] = {"columns", "missing", "type", "range", "not-finite", "encoding", "too-long"};
static const char *const RIGHT[FIELDS] = {"text", "a date such as 2026-11-21", "a number such as 0.5",
                                          "a whole number such as 42", "text"};

static const char *in, *out, *model;
static Output predictions, rejects;
static long read_, rejected[CODES], measured;
static double squares;
static char ignored[65536];
static struct timespec started;

static bool defect(const char *name) {
    const char *wanted = getenv("DEFECT");
    return wanted != NULL && strcmp(wanted, name) == 0;
}

static const char *folder(const char *name, const char *usual) {
    const char *value = getenv(name);
    return value == NULL || *value == 0 ? usual : value;
}

static void timestamp(char *text, struct timespec time) {
    struct tm utc;
    gmtime_r(&time.tv_sec, &utc);
    sprintf(text + strftime(text, 32, "%Y-%m-%dT%H:%M:%S", &utc), ".%03ldZ", time.tv_nsec / 1000000);
}

/* What is wrong with a field; CODES where nothing is. */
static int judge(const Rows *rows, int field, int at, double *size) {
    const char *value = rows->fields[at].text;
    if (rows->fields[at].tooLong) return TOO_LONG;
    if (rows->fields[at].noUtf8) return ENCODING;
    if (*value == 0) return field == COUNT || field == NOTE ? CODES : MISSING;
    return field == DAY ? date(value) : field == SIZE ? real(value, size) : field == COUNT ? whole(value) : CODES;
}

static void reject(const Rows *rows, const char *field, int code, const char *right, const char *value) {
    char number[32], reason[256];
    int shown = 80;
    while (value != NULL && strlen(value) > 80 && shown > 0 && (value[shown] & 0xC0) == 0x80) shown--;
    rejected[code]++;
    sprintf(number, ",%ld,", rows->start);
    if (value == NULL || code == ENCODING)
        snprintf(reason, sizeof reason, "expected %s", right);
    else
        snprintf(reason, sizeof reason, "expected %s, got \"%.*s\"", right, shown, value);
    output_field(&rejects, rows->name);
    output_text(&rejects, number);
    output_text(&rejects, field);
    output_text(&rejects, ",");
    output_text(&rejects, CODE_NAMES[code]);
    output_text(&rejects, ",");
    output_field(&rejects, reason);
    output_text(&rejects, "\n");
    rejects.rows++;
}

static bool wanted(const Rows *rows, const int *at, size_t columns, double *size) {
    if (rows->count != columns || rows->textBehindQuote) {
        reject(rows, "", WRONG_COLUMNS, "as many fields as the header has, and nothing behind a quote", NULL);
        return false;
    }
    for (int field = 0; field < FIELDS; field++) {
        int code = judge(rows, field, at[field], size);
        if (code != CODES) {
            reject(rows, NAMES[field], code, code == ENCODING ? "UTF-8" : RIGHT[field], rows->fields[at[field]].text);
            return false;
        }
    }
    if (rows->fields[at[ID]].length + rows->fields[at[DAY]].length > 512) {
        reject(rows, "", TOO_LONG, "a key of at most 512 bytes", NULL);
        return false;
    }
    return true;
}

static void score(const Rows *rows, const int *at, double size) {
    char text[40];
    double truth = 0;
    if (predictions.file != NULL) {
        shortest(text, 2 * size);
        output_field(&predictions, rows->fields[at[ID]].text);
        output_text(&predictions, ",");
        output_text(&predictions, rows->fields[at[DAY]].text);
        output_text(&predictions, ",");
        output_text(&predictions, text);
        output_text(&predictions, "\n");
        predictions.rows++;
    }
    if (at[TRUTH] >= 0 && *rows->fields[at[TRUTH]].text != 0 && real(rows->fields[at[TRUTH]].text, &truth) == CODES) {
        squares += (2 * size - truth) * (2 * size - truth);
        measured++;
    }
}

static void header(const Rows *rows, int *at) {
    for (int column = 0; column < COLUMNS; column++) {
        at[column] = -1;
        for (size_t i = 0; i < rows->count && i < MOST_FIELDS; i++) {
            if (strcmp(rows->fields[i].text, NAMES[column]) != 0) continue;
            if (at[column] >= 0) fail(65, "%s:1: expected column %s once, got it twice", rows->name, NAMES[column]);
            at[column] = (int)i;
        }
        if (at[column] < 0 && column < FIELDS)
            fail(65, "%s: expected a column %s, got none%s", rows->name, NAMES[column],
                 rows->count == 1 && strpbrk(rows->fields[0].text, ";\t|") != NULL ? "; is the delimiter a comma?" : "");
    }
    for (size_t i = 0; i < rows->count && i < MOST_FIELDS; i++) {
        bool known = false;
        for (int column = 0; column < COLUMNS; column++) known |= at[column] == (int)i;
        char *name = json_quoted(rows->fields[i].text);
        if (!known && strstr(ignored, name) == NULL && strlen(ignored) + strlen(name) + 2 < sizeof ignored)
            strcat(strcat(ignored, *ignored == 0 ? "" : ","), name);
        free(name);
    }
}

static void read_file(const char *from, const char *name, const Request *request) {
    Rows rows;
    int at[COLUMNS];
    rows_open(&rows, from, name);
    if (!rows_next(&rows)) fail(65, "%s: expected a header, got an empty file", name);
    header(&rows, at);
    for (size_t columns = rows.count; rows_next(&rows); read_++) {
        double size = 0;
        if (wanted(&rows, at, columns, &size)) score(&rows, at, size);
        if (request != NULL && request->hasDeadline && read_ % 1000 == 0 && time(NULL) > request->deadline)
            fail(75, "expected to be done by the deadline, got as far as row %ld", read_);
        if (defect("memory") && read_ % 100 == 0) memset(malloc(200000), 1, 200000);
    }
    rows_close(&rows);
}

static void write_report(const char *verb, const Request *request, const char *json, bool passed) {
    Output report;
    char text[1024], from[40], to[40], codes[256] = "", rmse[48] = "";
    struct timespec now;
    long sum = 0;
    clock_gettime(CLOCK_REALTIME, &now);
    timestamp(from, started);
    timestamp(to, now);
    for (int code = 0; code < CODES; code++) {
        sum += rejected[code];
        if (rejected[code] > 0)
            sprintf(codes + strlen(codes), "%s\"%s\":%ld", *codes == 0 ? "" : ",", CODE_NAMES[code], rejected[code]);
    }
    if (measured > 0) sprintf(rmse, "\"rmse\":%.17g", sqrt(squares / (double)measured));
    output_open(&report, out, "report.json");
    snprintf(text, sizeof text, "{\"spec\":\"1.0\",\"verb\":\"%s\",\"model\":%s,\"version\":%s,", verb,
             json_quoted(json_string(json, "name")), json_quoted(json_string(json, "version")));
    output_text(&report, text);
    if (request != NULL) {
        output_text(&report, "\"runId\":");
        output_text(&report, json_quoted(request->runId));
        output_text(&report, ",");
    }
    snprintf(text, sizeof text,
             "\"started\":\"%s\",\"ended\":\"%s\",\"rowsRead\":%ld,\"rowsPredicted\":%ld,\"rowsRejected\":%ld,"
             "\"rejects\":{%s},\"metrics\":{%s},\"passed\":%s,\"ignoredColumns\":[",
             from, to, read_, read_ - sum, sum, codes, rmse, passed ? "true" : "false");
    output_text(&report, text);
    output_text(&report, ignored);
    output_text(&report, "]}\n");
    output_close(&report);
    snprintf(text, sizeof text,
             "{\"spec\":\"1.0\",\"runId\":%s,\"files\":{\"predictions.csv\":{\"sha256\":\"%s\",\"rows\":%ld},"
             "\"rejects.csv\":{\"sha256\":\"%s\",\"rows\":%ld},\"report.json\":{\"sha256\":\"%s\"}}}\n",
             request == NULL ? "\"\"" : json_quoted(request->runId), predictions.hex, predictions.rows, rejects.hex,
             rejects.rows, report.hex);
    if (request != NULL && passed) {
        Output success;
        output_open(&success, out, "_SUCCESS.part");
        output_text(&success, text);
        output_close(&success);
        durable_rename(out, "_SUCCESS.part", "_SUCCESS");
    }
}

static void refuse_used_out(void) {
    DIR *directory = opendir(out);
    if (directory == NULL) fail(78, "%s: expected an empty folder, got none", out);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            fail(78, "%s: expected an empty folder, got %s in it", out, entry->d_name);
    closedir(directory);
}

static void misbehave(void) {
    struct sockaddr_in anywhere = {.sin_family = AF_INET, .sin_port = htons(80), .sin_addr = {htonl(0xC0000201)}};
    int socket_ = defect("network") ? socket(AF_INET, SOCK_STREAM, 0) : -1;
    if (socket_ >= 0 && connect(socket_, (struct sockaddr *)&anywhere, sizeof anywhere) != 0)
        fail(70, "192.0.2.1:80: %s", strerror(errno));
    if (defect("root") && mkdir("/cache/scratch", 0777) != 0) fail(70, "/cache/scratch: %s", strerror(errno));
    for (int i = 0; defect("processes") && i < 1500; i++) {
        pid_t child = fork();
        if (child == 0) _exit(pause());
        if (child < 0) fail(70, "fork: %s", strerror(errno));
    }
    if (defect("user") && getuid() != 65532) fail(70, "expected user 65532, got %ld", (long)getuid());
}

static int predict(const char *json) {
    Request request;
    request_read(&request, in);
    refuse_used_out();
    misbehave();
    output_open(&predictions, out, "predictions.csv");
    output_open(&rejects, out, "rejects.csv");
    output_text(&predictions, "id,day,score\n");
    output_text(&rejects, "file,line,field,code,reason\n");
    for (int i = 0; i < request.fileCount; i++) read_file(in, request.files[i], &request);
    output_close(&predictions);
    output_close(&rejects);
    double limit = request.limitIsShare ? (double)read_ * request.limit / 100 : request.limit;
    bool passed = (double)rejects.rows <= limit;
    write_report("predict", &request, json, passed);
    if (!passed) fail(65, "expected at most %g rejects, got %ld of %ld rows", limit, rejects.rows, read_);
    return 0;
}

static int validate(const char *json) {
    char hex[65];
    Sha256 sha;
    size_t length = 0;
    refuse_used_out();
    char *golden = read_whole(model, "golden.csv", &length), *expected = json_string(json, "goldenSha256");
    if (golden == NULL) fail(70, "golden.csv: expected a golden set, got none");
    sha256_start(&sha);
    sha256_add(&sha, golden, length);
    sha256_hex(&sha, hex);
    if (expected == NULL || strcmp(hex, expected) != 0) fail(70, "golden.csv: expected the SHA-256 of the manifest, got %s", hex);
    rejects.file = fopen("/dev/null", "wb");
    read_file(model, "golden.csv", NULL);
    bool passed = measured > 0 && sqrt(squares / (double)measured) <= 0.1;
    write_report("validate", NULL, json, passed);
    if (!passed) fail(70, "expected rmse of at most 0.1");
    return 0;
}

int main(int count, char **words) {
    const char *verb = count == 2 ? words[1] : "";
    clock_gettime(CLOCK_REALTIME, &started);
    in = folder("SLIPWAY_IN", "/run/in");
    out = folder("SLIPWAY_OUT", "/run/out");
    model = folder("SLIPWAY_MODEL", "/opt/model");
    if (strcmp(verb, "describe") != 0 && strcmp(verb, "validate") != 0 && strcmp(verb, "predict") != 0)
        fail(64, "usage: model describe|validate|predict, got \"%s\"", verb);
    char *json = read_whole(model, "manifest.json", NULL);
    if (json == NULL) fail(70, "%s/manifest.json: expected a manifest, got none", model);
    if (strcmp(verb, "describe") == 0) return fputs(json, stdout) < 0 || fflush(stdout) != 0 ? 75 : 0;
    return strcmp(verb, "validate") == 0 ? validate(json) : predict(json);
}
