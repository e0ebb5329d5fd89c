/* What a filter that is being typed can go on with; see complete.h. */
#include "app/command/command_run.h"
#include "app/command/complete.h"
#include "app/show/list_order.h"

#include <string.h>

/* Where the last term begins, behind its !. */
static size_t find_term(const char *line)
{
    size_t at = 0;
    bool quoted = false;

    for (size_t i = 0; line[i]; i++) {
        quoted = quoted != (line[i] == '"');
        if (line[i] == ' ' && !quoted)
            at = i + 1;
    }
    return at + (line[at] == '!');
}

static void offer(struct completion *out, const char *typed, const char *word)
{
    if (strncmp(word, typed, strlen(typed)) == 0 && strcmp(word, typed) != 0)
        words_add(&out->words, word);
}

static void offer_all(struct completion *out, const char *typed, const char *const *words)
{
    for (size_t i = 0; words && words[i]; i++)
        offer(out, typed, words[i]);
}

/* Queues, and states that need no colon. */
static void offer_names(const struct app *app, const struct filter_language *language,
                        const char *typed, struct completion *out)
{
    struct completion queues = {.at = 0};

    offer_all(out, typed, language->states);
    complete_queue(app, typed, &queues);
    for (size_t i = 0; i < queues.words.n; i++)
        offer(out, typed, queues.words.items[i]);
}

void complete_terms(const struct app *app, const struct filter_language *language, const char *line,
                    struct completion *out)
{
    size_t at = find_term(line), n = strcspn(line + at, ":=");
    const char *term = line + at;
    const struct filter_field *field = filter_find_field(language, term, n);

    out->at = at;
    if (language->states && *term == ':') {
        out->at = at + 1;
        offer_all(out, term + 1, language->states);
    } else if (language->paths && *term == '.') {
        for (size_t i = 0; i < app->paths.n; i++)
            offer(out, term, app->paths.items[i].text);
    } else if (term[n] && field) {
        out->at = at + n + 1;
        offer_all(out, term + n + 1, field->words);
    } else if (!term[n]) {
        for (size_t i = 0; i < language->n_fields; i++)
            offer(out, term, language->fields[i].name);
        if (language->names)
            offer_names(app, language, term, out);
    }
}

void complete_filter(const struct app *app, const char *line, struct completion *out)
{
    *out = (struct completion){.arguments = ""};
    complete_terms(app, list_order_language(app->ordered_pane), line, out);
}
