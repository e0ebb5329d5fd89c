/* The config file: an INI file whose sections are profiles; keys before the first section hold for
 * every profile.
 *
 * All of it is checked, also the sections that are not used: an unknown key, a bad value or a line
 * that is no line of an INI file fails with "FILE:LINE: why".  A section has one
 * key at the most that says where the token comes from.  A file with a credential in it must be
 * readable by its owner alone, one with a command in it written by us alone; one that all others
 * may write to is never used.  The bytes are wiped when they have been read, and the values by
 * config_free(). */
#pragma once

#include "config/options.h"

struct config_value {
    char *text; /* owned; NULL: not in the file */
    int line;
};

enum config_part { CONFIG_PROFILE, CONFIG_ALL, CONFIG_PARTS };

enum config_prefix {
    CONFIG_KEY,
    CONFIG_DECODER,
    CONFIG_VIEW,
    CONFIG_COLUMN,
    CONFIG_COLOR,
    CONFIG_ALERT,
    CONFIG_PREFIXES
};

/* key.NAME = KEYS, decoder.QUEUE = COMMAND, view.QUEUE = VIEW, column.QUEUE = PATHS, color.ROLE =
 * COLOUR; and alert = TERMS, which may stand there several times.  What names and values there are
 * is for whoever knows them to check, also in the sections that are not used. */
struct config_key {
    enum config_prefix prefix;
    enum config_part part; /* CONFIG_PARTS: a section that is not used */
    char *name;            /* behind the dot, "" without one; owned, as text is */
    char *text;
    int line;
};

struct config {
    char *path; /* owned; NULL: no file */
    struct config_value values[CONFIG_PARTS][OPT_COUNT];
    struct config_key *keys;
    size_t n_keys;
    char **profiles; /* their names, in the order of the file; owned */
    size_t n_profiles;
};

/* $XDG_CONFIG_HOME/cfqtop/config.ini, or below ~/.config when that is unset or not absolute.  NULL
 * when there is no home either; free() it. */
char *config_find_path(void);

/* Reads path; profile may be NULL.  A file that does not exist is an error only when required (then
 * somebody named it) or when a profile was asked for. */
bool config_load(struct config *out, const char *path, bool required, const char *profile,
                 struct error *err);

void config_free(struct config *c);

/* Hands the keys of a part to take, in their order, until it returns false: then err says why, with
 * file and line.  Keys that are not its own take lets pass. */
bool config_visit_keys(const struct config *c, enum config_part part,
                       bool (*take)(void *arg, const struct config_key *k, struct error *why),
                       void *arg, struct error *err);

/* "FILE:LINE: key.NAME: why"; returns false. */
bool config_fail_key(const struct config *c, const struct config_key *k, const struct error *why,
                     struct error *err);

/* path cut from the left, so that an error line keeps its end: what is wrong. */
const char *config_shorten_path(const char *path);
