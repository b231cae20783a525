#include "literals.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void shortest(char *text, double number) {
    int digits = 1;
    do sprintf(text, "%.*g", digits, number);
    while (strtod(text, NULL) != number && ++digits < 18);
}

int whole(const char *text) {
    errno = 0;
    char *end;
    long number = strtol(text, &end, 10);
    if (*end != 0 || strspn(text, "+-0123456789") != strlen(text)) return TYPE;
    return errno == ERANGE || number > 2147483647 || number < -2147483648L ? RANGE : CODES;
}

int real(const char *text, double *number) {
    char *end;
    if (strcmp(text, "NaN") == 0 || strcmp(text, "Infinity") == 0 || strcmp(text, "-Infinity") == 0) return NOT_FINITE;
    *number = strtod(text, &end);
    if (*end != 0 || strspn(text, "+-.eE0123456789") != strlen(text)) return TYPE;
    return isfinite(*number) ? CODES : RANGE;
}

int date(const char *text) {
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year, month, day;
    if (strlen(text) != 10 || strspn(text, "0123456789-") != 10 || text[4] != '-' || text[7] != '-' ||
        sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3)
        return TYPE;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return year > 0 && month > 0 && month < 13 && day > 0 && day <= days[month - 1] - (month == 2 && !leap) ? CODES : TYPE;
}
