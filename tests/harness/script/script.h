/* End-to-end tests as plain text: what is pressed, and what is then on the screen or at the server.
 * tests/README.md says how a script is written; script_steps.c has the table of its words.
 *
 * A script is read whole before any of it runs; what is wrong with it is told with its line.  The
 * caller owns it and calls script_free().  One thread. */
#pragma once

#include "tests/harness/inspect.h"

#include <regex.h>

enum { SCRIPT_WORDS = 16 };

/* What a step is for, which says where it may stand. */
enum step_kind {
    STEP_BEFORE, /* how the program is to be started */
    STEP_START,
    STEP_SERVER, /* does something to the server */
    STEP_ACT,    /* does something to the program */
    STEP_EXPECT, /* waits for what must come, and fails when it does not */
};

struct play; /* one test that runs */

struct script_step {
    const struct step_word *word;
    const char *path; /* of the script */
    int line;
    char *text;    /* what stands behind the word */
    regex_t *seen; /* of a word that takes what is seen; else NULL */
    char *regex;
    int number; /* of a word that takes one; behind it, or before it, stands text */
    int second; /* of a word that takes two */
};

struct step_word {
    const char *name;
    enum step_kind kind;
    /* Looks at the step before anything runs; NULL, or a static text that says what is wrong. */
    const char *(*check)(struct script_step *s);
    void (*run)(struct play *p, const struct script_step *s);
};

struct play {
    struct inspect i;
    const char *path;
    struct inspect_options options;
    const char *env[SCRIPT_WORDS];
    const char *args[SCRIPT_WORDS];
    int n_env;
    char *words; /* that args points into */
    char *home;  /* that runs of this test share; NULL: each has its own */
    bool is_seeded;
    enum escape_allow allow;
    const struct script_step *step; /* under way; NULL: none */
};

struct script_test {
    char *name;
    struct script_step *steps;
    size_t n;
    int line;
    bool is_test; /* else steps that tests say `do` for */
    bool is_used;
};

struct script {
    char *path;
    struct script_test *parts; /* in the order of the file */
    size_t n;
};

struct script_error {
    int line;
    char why[200];
};

/* NULL, with err filled: the script is not as it should be. */
struct script *script_read(const char *path, struct script_error *err);
/* The same from a text; path is what errors and failures name. */
struct script *script_parse(const char *path, const char *text, struct script_error *err);
void script_free(struct script *s);

/* Runs one test of it; its failures are those of the running cmocka test, and name file and line.
 */
void script_run(const struct script_test *test);

/* A cmocka teardown: ends what a test has started, and says where one that failed was. */
int script_end(void **state);

/* The word of that name; NULL: none.  step_word_at(): NULL past the last. */
const struct step_word *step_find_word(const char *name, size_t len);
const struct step_word *step_word_at(size_t i);
