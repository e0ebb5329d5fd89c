/* A question on the screen: what it is about, what says yes to it, and its fields.  Pure.
 *
 * Where y or the count says yes, Cancel is where the cursor stands: Enter alone cancels.  One that
 * begins in its field has no such Enter: what is typed behind it is still for the question.  Where
 * Enter says yes, nothing is deleted and nobody has to be asked twice.  Esc and Ctrl-C cancel, n
 * and q too where no field takes letters; any other key leaves the question open.
 *
 * Nothing typed in the first QUESTION_ARM_MS, and nothing pasted, says yes.  Where a field takes
 * any text such keys are text in it, and Esc leaves at once; elsewhere they are dropped. */
#pragma once

#include "parts/input/prompt.h"

enum { QUESTION_ARM_MS = 300 };

enum question_yes {
    YES_BY_Y,     /* the letter: it is about one thing */
    YES_BY_COUNT, /* how many it is about, typed, and then Enter */
    YES_BY_ENTER, /* Enter: nothing is deleted */
};

enum question_field {
    FIELD_COUNT, /* what YES_BY_COUNT asks for */
    FIELD_MESSAGES,
    FIELD_LEASE,
    FIELD_DELAY,
    FIELD_FILE,
    FIELD_COMMAND,
    FIELD_KINDS
};

struct question {
    enum question_yes yes;
    size_t n;         /* how many it is about; of YES_BY_COUNT */
    const char *does; /* what yes does: "deletes" */
    bool in_field;    /* begins in its first field, not on Cancel */

    /* Set by question_start() and what follows. */
    enum question_field fields[PROMPT_FIELDS];
    int64_t values[FIELD_KINDS]; /* of QUESTION_YES: numbers, and durations in ms */
    int64_t armed_at_mono_ms;
    bool edited; /* the cursor is not on Cancel, or has left it as something was typed */
};

enum question_result { QUESTION_OPEN, QUESTION_YES, QUESTION_CANCEL };

/* YES_BY_Y for one, YES_BY_COUNT for more. */
enum question_yes question_ask_for(size_t n);

/* Begins q, whose first part is filled in.  Every now is of a clock that never stands. */
void question_start(struct question *q, struct prompt *p, int64_t now_mono_ms);
void question_add_field(struct question *q, struct prompt *p, enum question_field field,
                        const char *text);

bool question_is_armed(const struct question *q, int64_t now_mono_ms);

enum question_result question_key(struct question *q, struct prompt *p, struct key key,
                                  int64_t now_mono_ms);

/* The keys that answer: "y deletes   Enter or Esc cancels". */
void question_print_keys(const struct question *q, const struct prompt *p, char *out, size_t size);
