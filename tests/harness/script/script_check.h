/* Looks at the steps of a script before anything runs: texts, numbers, keys and JSON.  Each returns
 * NULL, or a static text that says what is wrong. */
#pragma once

#include "tests/harness/script/script.h"

const char *check_text(struct script_step *s);     /* something stands there */
const char *check_anything(struct script_step *s); /* or nothing */
const char *check_escapes(struct script_step *s);  /* a text with \r \n \t \e in it, put in place */
const char *check_seen(struct script_step *s);     /* a text, /regex/ or rows of the screen */
const char *check_row(struct script_step *s);      /* a number, and what is seen there */
const char *check_size(struct script_step *s);     /* 80x24 */
const char *check_keys(struct script_step *s);
const char *check_variable(struct script_step *s); /* NAME=VALUE */
const char *check_seed(struct script_step *s);     /* a name or JSON */
const char *check_json(struct script_step *s);     /* a word and JSON */
const char *check_word(struct script_step *s);     /* one word */
const char *check_number(struct script_step *s);   /* a number */
const char *check_count(struct script_step *s);    /* a word and a number */
const char *check_state(struct script_step *s);    /* a queue, a state and a number */
const char *check_cursor(struct script_step *s);   /* ROW,COL, or hidden */
const char *check_signal(struct script_step *s);

/* The signal of that name (TERM); 0: none. */
int signal_find(const char *name);
