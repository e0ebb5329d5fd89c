#include "app/show/help/help_find.h"

#include "app/blocker.h"
#include "app/command/command.h"
#include "app/command/setting.h"
#include "base/memory/array.h"
#include "base/text/glyph.h"
#include "base/text/text_line.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { TOPIC_SHOWN = 30 };

/* As a command or a key of the config file is written. */
static const char *strip(const char *topic)
{
    static const char *const prefixes[] = {":", "key."};

    topic += strspn(topic, " ");
    for (size_t i = 0; i < ARRAY_LEN(prefixes); i++) {
        size_t n = strlen(prefixes[i]);

        if (!strncmp(topic, prefixes[i], n) && topic[n])
            topic += n;
    }
    return topic;
}

/* "p" and "P" are two keys. */
static bool is_same(const char *a, const char *b, size_t n)
{
    return n == 1 ? *a == *b : !strncasecmp(a, b, n);
}

static bool has_name(const struct help_entry *entry, const char *topic)
{
    size_t len = strlen(topic);

    if (strlen(entry->names) == len && is_same(entry->names, topic, len))
        return true;
    for (const char *at = entry->names; *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");

        if (n == len && is_same(at, topic, n))
            return true;
        at += n;
    }
    return false;
}

static bool tells_of(const struct help_entry *entry, const char *topic)
{
    return topic[0] && topic[1] &&
           (strcasestr(entry->names, topic) || strcasestr(entry->head, topic) ||
            strcasestr(entry->text, topic));
}

static bool is_key(const struct help_entry *entry)
{
    return entry->action != ACT_NONE && entry->section != HELP_COMMANDS;
}

/* Where it works, its command, and what the config file calls it. */
static void tell_more(struct help_entry *entry)
{
    struct text_line l = text_line(entry->more, sizeof(entry->more));
    char between[8];
    struct where_text where;

    snprintf(between, sizeof(between), " %s ", glyph(GLYPH_GAP));
    text_line_add(&l, "%s", action_describe_where(entry->action, &where));
    for (size_t i = 0; i < command_count(); i++) {
        const struct command_row *row = command_at(i);

        if (row->action == entry->action)
            text_line_join(&l, between, ":%s%s%s", row->name, *row->arguments ? " " : "",
                           row->arguments);
    }
    for (int i = (int)entry->action;
         i < ACT_COUNT && action_teller((enum action_id)i) == entry->action; i++)
        text_line_join(&l, between, "key.%s", action_get((enum action_id)i)->name);
}

static void tell_why(struct help_entry *entry, const struct app *app)
{
    const char *why = blocker_find(app, entry->action);
    char filled[sizeof(entry->why)];

    if (why)
        snprintf(entry->why, sizeof(entry->why), "%s not now: %.*s", glyph(GLYPH_BANG),
                 (int)sizeof(entry->why) - 16, action_fill(filled, sizeof(filled), why));
}

/* A key that stands on two pages is told once. */
static bool is_told(const struct help_entries *out, const struct help_entry *entry)
{
    for (size_t i = 0; i < out->n; i++)
        if (is_key(entry) && is_key(&out->items[i]) && out->items[i].action == entry->action)
            return true;
    return false;
}

static void collect(struct help_entries *out, const struct help_entries *all, const struct app *app,
                    const char *topic)
{
    for (size_t i = 0; i < all->n; i++) {
        struct help_entry *entry;

        if (!has_name(&all->items[i], topic) || is_told(out, &all->items[i]))
            continue;
        entry = help_entries_add(out, &all->items[i]);
        if (!is_key(entry))
            continue;
        tell_more(entry);
        tell_why(entry, app);
    }
    for (size_t i = 0; i < all->n; i++)
        if (!has_name(&all->items[i], topic) && tells_of(&all->items[i], topic) &&
            !is_told(out, &all->items[i]))
            help_entries_add(out, &all->items[i]);
}

static bool explain(const char *topic, struct error *err)
{
    struct words words = {.n = 0};
    const char *near;

    help_find_words(&words);
    near = words_suggest(&words, topic, strlen(topic));
    if (near)
        return error_set(err, ERR_USAGE, "help: nothing about \"%.*s\": did you mean %s?",
                         TOPIC_SHOWN, topic, near);
    return error_set(err, ERR_USAGE, "help: nothing about \"%.*s\": Tab offers words, %s has all",
                     TOPIC_SHOWN, topic, ACTION_KEY(ACT_HELP));
}

bool help_find(struct help_entries *out, const struct app *app, const char *topic,
               struct error *err)
{
    struct help_entries all;

    *out = (struct help_entries){NULL, 0};
    topic = strip(topic);
    help_entries_make(&all, app);
    collect(out, &all, app, topic);
    help_entries_free(&all);
    return out->n > 0 || explain(topic, err);
}

void help_find_words(struct words *out)
{
    for (size_t i = 0; i < command_count(); i++)
        words_add(out, command_at(i)->name);
    setting_add_names(out);
    help_add_words(out);
}
