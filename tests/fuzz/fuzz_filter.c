/* Any text is a filter: each term ends where it should, all hold exactly when each holds, and ! is
 * the opposite. */
#include "parts/filter/filter.h"

#include "body/json/json.h"
#include "parts/filter/filter_term.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
    if (!ok)
        abort();
}

static bool read_number(const struct filter_row *row, int64_t *number)
{
    *number = (int64_t)row->is - 3;
    return *number >= 0;
}

static const char *read_text(const struct filter_row *row)
{
    return row->json ? "json" : "text";
}

static const char *const states[] = {"paused", "pull", "dlq", NULL};
static const char *const types[] = {"json", "text", NULL};
static const struct filter_field fields[] = {
    {.name = "attempts", .unit = FILTER_COUNT, .read_number = read_number},
    {.name = "age", .unit = FILTER_SPAN, .read_number = read_number},
    {.name = "size", .unit = FILTER_SIZE, .read_number = read_number},
    {.name = "type", .unit = FILTER_WORD, .words = types, .read_text = read_text},
    {.name = "id", .unit = FILTER_TEXT, .read_text = read_text},
};
static const struct filter_language language = {
    .states = states, .fields = fields, .n_fields = 5, .paths = true};

static bool match(const char *text, const struct filter_row *row, struct filter *f)
{
    struct filter_row copy = *row;

    filter_parse(f, text, &language);
    return filter_match(f, &copy);
}

/* A term alone and with ! before it: of the two exactly one holds, unless nothing is known. */
static bool check_term(const char *term, size_t n, const struct filter_row *row)
{
    char alone[FILTER_BYTES], opposite[FILTER_BYTES];
    struct filter f = {.n = 0}, g = {.n = 0};
    bool holds, opposes;

    snprintf(alone, sizeof(alone), "%.*s", (int)n, term);
    snprintf(opposite, sizeof(opposite), "%s%.*s", *term == '!' ? "" : "!",
             (int)(*term == '!' ? n - 1 : n), *term == '!' ? term + 1 : term);
    holds = match(alone, row, &f);
    opposes = match(opposite, row, &g);
    if (f.n == 1 && g.n == 1 && *term != '!' && f.terms->kind != TERM_STATE &&
        f.terms->kind != TERM_FIELD && !f.limited)
        require(holds != opposes);
    filter_free(&f);
    filter_free(&g);
    return holds;
}

static void check_terms(const char *typed, const struct filter_row *row)
{
    struct filter f = {.n = 0};
    bool all = true, matches = match(typed, row, &f), limited = f.limited;
    size_t at = 0;

    while (f.text[at += strspn(f.text + at, " ")]) {
        struct error err = {.text = ""};
        struct filter_term t;
        size_t start = at;
        enum term_result result = filter_term_read(&t, f.text, &at, &language, &err);

        require(at > start && at <= strlen(f.text));
        require((result == TERM_WRONG) == (err.text[0] != '\0'));
        filter_term_free(&t);
        if (result == TERM_OK)
            all = check_term(f.text + start, at - start, row) && all;
    }
    require(limited || matches == all);
    filter_free(&f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct filter_text text;
    struct filter_row row = {.texts = &text, .n_texts = 1};
    char typed[FILTER_BYTES];
    size_t n;

    if (size < 2)
        return 0;
    row.is = data[0];
    n = data[1] < size - 2 ? data[1] : size - 2;
    memcpy(typed, data + 2, n);
    typed[n] = '\0';
    text = (struct filter_text){(const char *)data + 2 + n, size - 2 - n};
    if (json_check(text.s, text.n)) {
        row.json = text.s;
        row.json_len = text.n;
    }
    check_terms(typed, &row);
    return 0;
}
