#include "cli/settings/arguments.h"

#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_BYTES = 60 }; /* of a word that is not understood */

struct parser {
    struct arguments *out;
    char **argv; /* ends with NULL */
    struct error *err;
    bool only_words; /* behind -- */
    const char **words;
    size_t n_words;
    bool may_be_command; /* the first word stood before -- */
};

void arguments_free(struct arguments *a)
{
    free(a->rest);
    *a = (struct arguments){.rest = NULL};
}

static bool fail_name(struct parser *p, const char *name, size_t n)
{
    const char *near = options_suggest_name(name, n);
    int shown = n < SHOWN_BYTES ? (int)n : SHOWN_BYTES;

    for (size_t i = 0; i < OPT_COUNT; i++) {
        const struct option_spec *spec = options_get((enum option_id)i);

        if (!spec->name && strlen(spec->key) == n && !memcmp(spec->key, name, n))
            return error_set(p->err, ERR_USAGE, "--%s is never taken from the command line: set %s",
                             spec->key, spec->env[0] ? spec->env[0] : "it in the config file");
    }
    if (near)
        return error_set(p->err, ERR_USAGE, "unknown option --%.*s: did you mean --%s?", shown,
                         name, near);
    return error_set(p->err, ERR_USAGE, "unknown option --%.*s: see cfqtop --help", shown, name);
}

/* word is "--name" or "--name=value". */
static bool take_long(struct parser *p, const char *word)
{
    const char *name = word + 2, *equals = strchr(name, '=');
    size_t n = equals ? (size_t)(equals - name) : strlen(name);
    enum option_id id = options_find_name(name, n);
    const struct option_spec *spec;

    if (id == OPT_COUNT)
        return fail_name(p, name, n);
    spec = options_get(id);
    if (spec->kind == OPTION_FLAG) {
        if (equals)
            return error_set(p->err, ERR_USAGE, "--%s takes no value", spec->name);
        p->out->values[id] = "yes";
        return true;
    }
    p->out->values[id] = equals ? equals + 1 : *p->argv++;
    if (p->out->values[id])
        return true;
    return error_set(p->err, ERR_USAGE, "--%s needs a value: %s", spec->name, spec->metavar);
}

/* word is "-abc" or "-nVALUE"; the last letter's value may be the next word. */
static bool take_letters(struct parser *p, const char *word)
{
    for (const char *c = word + 1; *c; c++) {
        enum option_id id = options_find_letter(*c);
        const struct option_spec *spec;

        if (id == OPT_COUNT)
            return error_set(p->err, ERR_USAGE, "unknown option -%.*s: see cfqtop --help",
                             (*c & 0x80) ? 4 : 1, c);
        spec = options_get(id);
        if (spec->kind != OPTION_FLAG) {
            p->out->values[id] = c[1] ? c + 1 : *p->argv++;
            if (p->out->values[id])
                return true;
            return error_set(p->err, ERR_USAGE, "-%c needs a value: %s", *c, spec->metavar);
        }
        p->out->values[id] = "yes";
    }
    return true;
}

static bool take_all(struct parser *p)
{
    while (*p->argv) {
        const char *word = *p->argv++;
        bool ok = true;

        if (p->only_words || word[0] != '-' || !word[1]) {
            if (!p->n_words)
                p->may_be_command = !p->only_words;
            p->words[p->n_words++] = word;
        } else if (!strcmp(word, "--")) {
            p->only_words = true;
        } else {
            ok = word[1] == '-' ? take_long(p, word) : take_letters(p, word);
        }
        if (!ok)
            return false;
    }
    return true;
}

static bool fail_extra(struct parser *p, size_t i)
{
    const struct command_spec *spec = commands_get(p->out->command);
    const char *near = spec->name ? NULL : commands_suggest(p->words[0]);

    if (near)
        return error_set(p->err, ERR_USAGE, "unknown command %.*s: did you mean %s?", SHOWN_BYTES,
                         p->words[0], near);
    if (!spec->name)
        return error_set(p->err, ERR_USAGE, "unknown command %.*s: see cfqtop --help", SHOWN_BYTES,
                         p->words[0]);
    return error_set(p->err, ERR_USAGE, "%s takes no more arguments: %.*s", spec->name, SHOWN_BYTES,
                     p->words[i]);
}

/* Sorts the words into command, queue or which, and leases. */
static bool take_words(struct parser *p)
{
    const struct command_spec *spec;
    size_t i = 0;

    if (p->may_be_command)
        p->out->command = commands_find(p->words[0]);
    spec = commands_get(p->out->command);
    if (spec->name)
        i++;
    if (i < p->n_words && spec->word != WORD_NONE && spec->word != WORD_QUEUES)
        *(spec->word == WORD_MAYBE_WHICH ? &p->out->which : &p->out->queue) = p->words[i++];
    if (i < p->n_words && !spec->least_leases && spec->word != WORD_QUEUES)
        return fail_extra(p, i);
    for (size_t j = i; j < p->n_words; j++)
        p->out->rest[p->out->n_rest++] = p->words[j];
    if ((spec->word == WORD_QUEUE && !p->out->queue) || p->out->n_rest < spec->least_leases)
        return error_set(p->err, ERR_USAGE, "usage: cfqtop %s %s", spec->name, spec->arguments);
    if (p->out->queue && !*p->out->queue)
        return error_set(p->err, ERR_USAGE, "QUEUE is empty");
    if (p->out->which && !*p->out->which)
        return error_set(p->err, ERR_USAGE, "WHICH is empty");
    return true;
}

bool arguments_parse(struct arguments *out, int argc, char **argv, struct error *err)
{
    static char *no_words[] = {NULL};
    size_t n = argc > 0 ? (size_t)argc : 1;
    struct parser p = {.out = out, .argv = argc > 0 ? argv + 1 : no_words, .err = err};
    bool ok;

    *out = (struct arguments){.rest = mem_new(n, sizeof *out->rest)};
    p.words = mem_new(n, sizeof *p.words);
    ok = take_all(&p);
    /* Who asks for help has not finished the line. */
    if (ok && !out->values[OPT_HELP] && !out->values[OPT_VERSION])
        ok = take_words(&p);
    free(p.words);
    if (!ok)
        arguments_free(out);
    return ok;
}
