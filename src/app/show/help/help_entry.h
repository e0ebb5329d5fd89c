/* What help knows: an entry for each key, command, setting, filter term and sign of the screen,
 * made from the tables that those live in and from help_pages.def.  UI thread. */
#pragma once

#include "config/role_colors.h"
#include "parts/input/action.h"

#include <stdbool.h>
#include <stddef.h>

struct app;

enum help_page {
#define HELP_PAGE(id, ...) HELP_ON_##id,
#include "app/show/help/help_pages.def"
    HELP_PAGES
};

enum help_section {
#define HELP_SECTION(id, ...) HELP_##id,
#include "app/show/help/help_pages.def"
    HELP_SECTIONS
};

struct help_entry {
    enum help_section section;
    bool hidden;           /* not for its page: this run cannot do it */
    enum role role;        /* of the head */
    enum action_id action; /* its key; ACT_NONE: it has none */
    char names[120];       /* what it is found by at once, separated by blanks */
    char head[120];
    char text[160];
    char more[160]; /* where it works, and what it is called; "" */
    char why[160];  /* it cannot be done now; "" */
};

/* Owns its items. */
struct help_entries {
    struct help_entry *items;
    size_t n;
};

const char *help_page_title(enum help_page page);
int help_page_two_from(enum help_page page);
enum help_page help_page_of(enum where place); /* HELP_PAGES: none has its keys */

const char *help_section_title(enum help_section section);
enum help_page help_section_page(enum help_section section);
bool help_section_is_right(enum help_section section);

/* All of them, in the order of their sections: the same ones each time. */
void help_entries_make(struct help_entries *e, const struct app *app);
void help_entries_free(struct help_entries *e);

/* The words of the page that explains them. */
struct words;
void help_add_words(struct words *out);

struct help_entry *help_entries_add(struct help_entries *e, const struct help_entry *entry);
