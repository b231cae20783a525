/* Values of the types that the model has. */
#ifndef LITERALS_H
#define LITERALS_H

enum { WRONG_COLUMNS, MISSING, TYPE, RANGE, NOT_FINITE, ENCODING, TOO_LONG, CODES };

/* Each answers the code of its reject, or CODES where the text is right. */
int whole(const char *text);
int real(const char *text, double *number);
int date(const char *text);

/* The shortest text that reads back as the same number; at most 32 bytes. */
void shortest(char *text, double number);

#endif
