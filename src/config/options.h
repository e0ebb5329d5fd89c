/* The table of options (options.def) and the checks that every value goes through, wherever it
 * comes from: command line, environment or config file.  Pure. */
#pragma once

#include "base/failure/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum option_kind {
    OPTION_FLAG,
    OPTION_STRING,
    OPTION_WORD, /* visible ASCII without blanks */
    OPTION_ID,   /* an account id: it becomes part of a URL */
    OPTION_URL,  /* a base URL that may be given the credential */
    OPTION_INT,
    OPTION_DURATION,
    OPTION_SECONDS,  /* a duration of whole seconds */
    OPTION_CHOICE,   /* one of a few words: its number, from least to most */
    OPTION_SECRET,   /* never printed, never on the command line */
    OPTION_VARIABLE, /* name of an environment variable */
    OPTION_PATH,     /* of a file, from / or ~/ */
    OPTION_COMMAND,  /* for the shell */
};

/* Look of the header, so that one account is not taken for another. */
enum header_color {
#define HEADER(id, ...) HEADER_##id,
#include "config/header_colors.def"
    HEADER_COUNT
};

/* Where a flag on the command line means something. */
enum option_scope {
    SCOPE_ALL,
    SCOPE_COMMANDS,
    SCOPE_RETRY,
    SCOPE_QUEUES,
    SCOPE_CHECK,
    SCOPE_WATCH,
    SCOPE_METRICS,
    SCOPE_MEASURE, /* commands that measure for a while */
    SCOPE_QUEUE    /* inspector with QUEUE */
};

/* Whether :set can change it. */
enum option_change { FIXED, SETTABLE };
/* The words of --graph. */
enum graph_wish {
    GRAPH_WISH_AUTO,
    GRAPH_WISH_BRAILLE,
    GRAPH_WISH_BLOCKS,
    GRAPH_WISH_ASCII,
    GRAPH_WISH_COUNT
};

/* The words of --sort: what queues can be in the order of (parts/queues/queue_columns.def). */
enum sort_wish {
    SORT_WISH_FLAGS,
    SORT_WISH_NAME,
    SORT_WISH_BACKLOG,
    SORT_WISH_RATE,
    SORT_WISH_ETA,
    SORT_WISH_OLDEST,
    SORT_WISH_IN,
    SORT_WISH_OUT,
    SORT_WISH_DEAD,
    SORT_WISH_HOUR,
    SORT_WISH_DLQ,
    SORT_WISH_SIZE,
    SORT_WISH_TROUBLE,
    SORT_WISH_COUNT
};

/* The words of --theme. */
enum theme_wish { THEME_AUTO, THEME_DARK, THEME_LIGHT, THEME_16, THEME_MONO, THEME_COUNT };

enum option_id {
#define OPTION(id, ...) OPT_##id,
#include "config/options.def"
    OPT_COUNT
};

struct option_spec {
    const char *name;
    char letter;
    enum option_kind kind;
    enum option_scope scope;
    const char *env[2]; /* the name, and the older name that it wins over */
    const char *key;    /* in the config file */
    const char *metavar;
    int64_t least, most, preset;
    enum option_change settable;
    const char *help;
};

const struct option_spec *options_get(enum option_id id);

const char *const *options_get_words(
    enum option_id id); /* of a choice; else NULL.  End with NULL */

/* OPT_COUNT: there is none.  In a config key, _ stands for - as well. */
enum option_id options_find_name(const char *name, size_t n);
enum option_id options_find_letter(char letter);
enum option_id options_find_key(const char *key);

/* The long name nearest to a misspelt one, or NULL when none is near. */
const char *options_suggest_name(const char *name, size_t n);

/* text is fit for the option; *number (NULL is fine) gets its int, ms, flag or colour.  On failure
 * err->text is what is wrong with it ("abc" is not ...), and never holds a secret. */
bool options_check_value(enum option_id id, const char *text, int64_t *number, struct error *err);

/* The range of a number or the words of a choice ("1 to 100", "1s to 12h", "dark or light"), and
 * one value of it. */
const char *options_print_range(char *out, size_t size, enum option_id id);
const char *options_print_value(char *out, size_t size, enum option_id id, int64_t value);
