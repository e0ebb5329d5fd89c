#include "app/show/help/help_entry.h"

#include "app/blocker.h"
#include "app/command/command.h"
#include "app/command/setting.h"
#include "app/show/help/help_sign.h"
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/text_line.h"
#include "base/text/words.h"
#include "parts/filter/row_filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEFT, RIGHT, FILTER_BYTES_MAX = 10000 };

static const struct {
    const char *title;
    int place, two_from;
    enum help_section look, change;
} pages[] = {
#define HELP_PAGE(id, title, place, two_from, look, change)                                        \
    {title, place, two_from, HELP_##look, HELP_##change},
#include "app/show/help/help_pages.def"
};
_Static_assert(ARRAY_LEN(pages) == HELP_PAGES, "a row for each page");

static const struct {
    enum help_page page;
    bool right;
    const char *title;
} sections[] = {
#define HELP_SECTION(id, page, side, title) {HELP_ON_##page, (side) == RIGHT, title},
#include "app/show/help/help_pages.def"
};
_Static_assert(ARRAY_LEN(sections) == HELP_SECTIONS, "a row for each section");

const char *help_page_title(enum help_page page)
{
    return pages[page].title;
}

int help_page_two_from(enum help_page page)
{
    return pages[page].two_from;
}

enum help_page help_page_of(enum where place)
{
    int page = 0;

    while (page < HELP_PAGES && pages[page].place != (int)place)
        page++;
    return (enum help_page)page;
}

const char *help_section_title(enum help_section section)
{
    return sections[section].title;
}

enum help_page help_section_page(enum help_section section)
{
    return sections[section].page;
}

bool help_section_is_right(enum help_section section)
{
    return sections[section].right;
}

struct help_entry *help_entries_add(struct help_entries *e, const struct help_entry *entry)
{
    MEM_GROW(e->items, e->n);
    e->items[e->n] = *entry;
    return &e->items[e->n++];
}

void help_entries_free(struct help_entries *e)
{
    free(e->items);
    *e = (struct help_entries){NULL, 0};
}

/* What this run may not do is on no page; nor is the menu of it. */
static bool is_hidden(const struct app *app, enum action_id id, enum help_section section)
{
    if (section == HELP_MOUSE)
        return app_option(app, OPT_NO_MOUSE);
    return blocker_hides(app, section == HELP_QUEUES_CHANGE ? ACT_PULL : id);
}

static void add(struct help_entries *e, const struct app *app, enum help_section section,
                enum role role, enum action_id action, const char *names, const char *head,
                const char *text)
{
    struct help_entry entry = {.section = section,
                               .hidden = is_hidden(app, action, section),
                               .role = role,
                               .action = action};

    snprintf(entry.names, sizeof(entry.names), "%s", names);
    snprintf(entry.head, sizeof(entry.head), "%s", head);
    action_fill(entry.text, sizeof(entry.text), text);
    help_entries_add(e, &entry);
}

/* An action without a key can be there all the same, as a command; none is what the config file
 * calls that. */
static void add_action(struct help_entries *e, const struct app *app, enum help_section section,
                       enum action_id id)
{
    char names[sizeof(((struct help_entry *)0)->names)];
    struct text_line l = text_line(names, sizeof(names));
    struct keys_text keys;

    action_told_keys(id, &keys);
    text_line_add(&l, "%s", keys.s);
    for (int i = (int)id; i < ACT_COUNT && action_teller((enum action_id)i) == id; i++)
        text_line_join(&l, " ", "%s", action_get((enum action_id)i)->name);
    add(e, app, section, ROLE_KEY, id, names, keys.s[0] ? keys.s : "none", action_get(id)->help);
}

/* What can be done in all panes is told once, on a page of its own; what is about a text, with the
 * body. */
static bool is_on(enum help_page page, const struct action *a)
{
    bool in_all = (a->where & IN_PANES) == IN_PANES;
    bool here = (a->where & pages[page].place) != 0;

    if (page == HELP_ON_EVERYWHERE)
        return in_all || a->where == IN_HELP;
    if (page == HELP_ON_GRAPH)
        return here && a->where != IN_ALL;
    return here && !in_all && (page != HELP_ON_MESSAGES || !(a->where & IN_SCREEN));
}

static enum help_section find_section(enum help_page page, enum action_id id)
{
    if (action_get(id)->flags & IS_WRITE)
        return pages[page].change;
    if (page != HELP_ON_EVERYWHERE)
        return pages[page].look;
    if (id >= ACT_CANCEL)
        return HELP_EVERY_LEAVE;
    return id >= ACT_NEXT_PANE || action_get(id)->where == IN_HELP ? HELP_EVERY_MOVE
                                                                   : HELP_EVERY_LOOK;
}

static bool is_also(enum help_section section, enum action_id id)
{
    static const struct {
        enum help_section section;
        enum action_id id;
    } also[] = {
#define HELP_ALSO(section, action) {HELP_##section, ACT_##action},
#include "app/show/help/help_pages.def"
    };

    for (size_t i = 0; i < ARRAY_LEN(also); i++)
        if (also[i].section == section && also[i].id == id)
            return true;
    return false;
}

static void add_actions(struct help_entries *e, const struct app *app, enum help_section section)
{
    enum help_page page = sections[section].page;

    for (int i = 0; i < ACT_COUNT && pages[page].place; i++) {
        enum action_id id = (enum action_id)i;
        bool here = is_on(page, action_get(id)) && find_section(page, id) == section;

        if (action_teller(id) == id && (here || is_also(section, id)))
            add_action(e, app, section, id);
    }
}

static void add_commands(struct help_entries *e, const struct app *app)
{
    char usage[80];

    for (size_t i = 0; i < command_count(); i++) {
        const struct command_row *row = command_at(i);

        snprintf(usage, sizeof(usage), ":%s%s%s", row->name, *row->arguments ? " " : "",
                 row->arguments);
        add(e, app, HELP_COMMANDS, ROLE_KEY, row->action, row->name, usage, row->help);
    }
}

static void add_settings(struct help_entries *e, const struct app *app)
{
    for (const struct setting *s = setting_next(NULL); s; s = setting_next(s))
        add(e, app, HELP_SETTINGS, ROLE_KEY, ACT_NONE, setting_name(s), setting_name(s),
            setting_help(s));
}

static void add_filter(struct help_entries *e, const struct app *app)
{
    char *line, *rest;
    struct buf b;

    buf_init(&b, FILTER_BYTES_MAX);
    row_filter_append_help(&b, false);
    rest = b.bytes;
    while ((line = strtok_r(rest, "\n", &rest))) {
        char *text = strchr(line, '\t');

        *text++ = '\0';
        add(e, app, HELP_FILTER, ROLE_KEY, ACT_NONE, line, line, text);
    }
    buf_free(&b);
}

static const struct {
    enum help_section section;
    enum role role;
    const char *head, *text;
} words[] = {
#define HELP_WORD(section, role, head, text) {HELP_##section, ROLE_##role, head, text},
#include "app/show/help/help_pages.def"
};

void help_add_words(struct words *out)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (sections[words[i].section].page == HELP_ON_WORDS)
            words_add(out, words[i].head);
}

static void add_words(struct help_entries *e, const struct app *app, enum help_section section)
{
    char head[120], filled[120];

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (words[i].section != section)
            continue;
        action_fill(filled, sizeof(filled), words[i].head);
        help_sign_fill(head, sizeof(head), filled, app);
        add(e, app, section, words[i].role, ACT_NONE, head, head, words[i].text);
    }
}

void help_entries_make(struct help_entries *e, const struct app *app)
{
    *e = (struct help_entries){NULL, 0};
    for (int i = 0; i < HELP_SECTIONS; i++) {
        enum help_section section = (enum help_section)i;

        add_actions(e, app, section);
        if (section == HELP_COMMANDS)
            add_commands(e, app);
        if (section == HELP_SETTINGS)
            add_settings(e, app);
        if (section == HELP_FILTER)
            add_filter(e, app);
        add_words(e, app, section);
    }
}
