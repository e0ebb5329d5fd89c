#include "tests/harness/script/script.h"

#include "base/memory/mem.h"
#include "tests/harness/file.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct script *script;
    struct script_error *err;
    int line;
    bool failed;
};

__attribute__((format(printf, 3, 4))) static void refuse(struct reader *r, int line,
                                                         const char *fmt, ...)
{
    va_list ap;

    if (r->failed)
        return;
    r->failed = true;
    r->err->line = line;
    va_start(ap, fmt);
    vsnprintf(r->err->why, sizeof(r->err->why), fmt, ap);
    va_end(ap);
}

static struct script_test *find_part(const struct script *s, const char *name, bool is_test)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->parts[i].is_test == is_test && !strcmp(s->parts[i].name, name))
            return &s->parts[i];
    return NULL;
}

/* "test NAME" or "steps NAME", in the first column. */
static void begin_part(struct reader *r, char *line)
{
    struct script *s = r->script;
    char *name = line + strcspn(line, " ");
    bool is_test;

    if (*name)
        *name++ = '\0';
    name += strspn(name, " ");
    is_test = !strcmp(line, "test");
    if (!is_test && strcmp(line, "steps") != 0)
        refuse(r, r->line, "\"%s\" is neither test nor steps; what belongs to one is indented",
               line);
    else if (!*name || strchr(name, ' '))
        refuse(r, r->line, "%s needs a name without blanks", line);
    else if (find_part(s, name, is_test))
        refuse(r, r->line, "%s %s stands here twice", line, name);
    s->parts = mem_resize(s->parts, s->n + 1, sizeof(*s->parts));
    s->parts[s->n++] =
        (struct script_test){.name = mem_copy_str(name), .line = r->line, .is_test = is_test};
}

static struct script_step *add_step(struct script_test *part, struct script_step step)
{
    part->steps = mem_resize(part->steps, part->n + 1, sizeof(*part->steps));
    part->steps[part->n] = step;
    return &part->steps[part->n++];
}

static void add_copies(struct reader *r, struct script_test *part, const char *name)
{
    struct script_test *from = find_part(r->script, name, false);

    if (!from || from == part) {
        refuse(r, r->line, "no steps are called \"%s\" above", name);
        return;
    }
    from->is_used = true;
    for (size_t i = 0; i < from->n; i++) {
        struct script_step copy = from->steps[i];

        copy.text = mem_copy_str(copy.text);
        add_step(part, copy);
    }
}

static void read_step(struct reader *r, char *line)
{
    struct script_test *part = r->script->n ? &r->script->parts[r->script->n - 1] : NULL;
    size_t len = strcspn(line, " ");
    char *text = line + len + strspn(line + len, " ");
    const struct step_word *word = step_find_word(line, len);

    if (!part)
        refuse(r, r->line, "a step before any test");
    else if (len == 2 && !strncmp(line, "do", 2))
        add_copies(r, part, text);
    else if (!word)
        refuse(r, r->line, "no step is called \"%.*s\"", (int)len, line);
    else
        add_step(part, (struct script_step){.word = word,
                                            .path = r->script->path,
                                            .line = r->line,
                                            .text = mem_copy_str(text)});
}

/* A row of the block that belongs to the step above: the bar stays, to tell it from other text. */
static void read_row(struct reader *r, const char *line)
{
    struct script_test *part = r->script->n ? &r->script->parts[r->script->n - 1] : NULL;
    struct script_step *step = part && part->n ? &part->steps[part->n - 1] : NULL;
    char *longer;

    if (!step || (*step->text && *step->text != '|')) {
        refuse(r, r->line, "a row of the screen belongs below \"see\" or \"gone\"");
        return;
    }
    longer = mem_print("%s%s\n", step->text, line);
    free(step->text);
    step->text = longer;
}

static void read_line(struct reader *r, char *line)
{
    size_t len = strlen(line), indent = strspn(line, " ");

    while (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\r'))
        line[--len] = '\0';
    if (indent >= len || line[indent] == '#')
        return;
    if (strchr(line, '\t'))
        refuse(r, r->line, "a tab: blanks only");
    else if (indent == 0)
        begin_part(r, line);
    else if (line[indent] == '|')
        read_row(r, line + indent);
    else
        read_step(r, line + indent);
}

static void check_test(struct reader *r, struct script_test *test)
{
    bool started = false, expects = false;

    for (size_t i = 0; i < test->n; i++) {
        struct script_step *s = &test->steps[i];
        const char *why = s->word->check ? s->word->check(s) : *s->text ? "takes nothing" : NULL;

        if (why)
            refuse(r, s->line, "%s: %s", s->word->name, why);
        if (!started && s->word->kind >= STEP_ACT)
            refuse(r, s->line, "%s: nothing is started yet", s->word->name);
        started |= s->word->kind == STEP_START;
        expects = s->word->kind == STEP_EXPECT;
    }
    if (!expects)
        refuse(r, test->n ? test->steps[test->n - 1].line : test->line,
               "test %s does not end with what is expected", test->name);
}

/* Shared steps are looked at in each test that does them. */
static void check(struct reader *r)
{
    size_t tests = 0;

    for (size_t i = 0; i < r->script->n && !r->failed; i++) {
        struct script_test *part = &r->script->parts[i];

        tests += part->is_test;
        if (part->is_test)
            check_test(r, part);
        else if (!part->is_used)
            refuse(r, part->line, "no test does these steps: %s", part->name);
    }
    if (tests == 0)
        refuse(r, r->line, "no test");
}

struct script *script_parse(const char *path, const char *text, struct script_error *err)
{
    struct script *s = mem_new(1, sizeof(*s));
    struct reader r = {.script = s, .err = err};
    char *copy = mem_copy_str(text), *rest = copy;

    s->path = mem_copy_str(path);
    while (rest && !r.failed) {
        char *line = strsep(&rest, "\n");

        r.line++;
        read_line(&r, line);
    }
    free(copy);
    if (!r.failed)
        check(&r);
    if (!r.failed)
        return s;
    script_free(s);
    return NULL;
}

struct script *script_read(const char *path, struct script_error *err)
{
    char *text = file_read(path);
    struct script *s;

    if (!text) {
        *err = (struct script_error){.line = 0, .why = "it cannot be read"};
        return NULL;
    }
    s = script_parse(path, text, err);
    free(text);
    return s;
}

void script_free(struct script *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct script_test *part = &s->parts[i];

        for (size_t k = 0; k < part->n; k++) {
            if (part->steps[k].seen)
                regfree(part->steps[k].seen);
            free(part->steps[k].seen);
            free(part->steps[k].regex);
            free(part->steps[k].text);
        }
        free(part->steps);
        free(part->name);
    }
    free(s->parts);
    free(s->path);
    free(s);
}
