#include "parts/filter/filter.h"

#include "base/memory/mem.h"
#include "body/json/json.h"
#include "body/json/number.h"
#include "parts/filter/filter_term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void filter_free(struct filter *f)
{
    for (size_t i = 0; i < f->n; i++)
        filter_term_free(&f->terms[i]);
    free(f->terms);
    *f = (struct filter){.n = 0};
}

void filter_parse(struct filter *f, const char *text, const struct filter_language *language)
{
    size_t at = 0;

    filter_free(f);
    snprintf(f->text, sizeof(f->text), "%s", text);
    while (f->text[at += strspn(f->text + at, " ")]) {
        struct error err = {.text = ""};
        struct filter_term t;
        size_t from = at;
        enum term_result result = filter_term_read(&t, f->text, &at, language, &err);

        if (result == TERM_OK) {
            MEM_GROW(f->terms, f->n);
            f->terms[f->n++] = t;
            continue;
        }
        if (result == TERM_WRONG && !f->error[0]) {
            snprintf(f->error, sizeof(f->error), "%.*s", (int)sizeof(f->error) - 1, err.text);
            f->error_at = from;
        }
        if (result == TERM_UNFINISHED && !f->unfinished) {
            f->unfinished = true;
            f->unfinished_at = from;
        }
        filter_term_free(&t);
    }
}

static bool holds_order(enum filter_op op, int order)
{
    switch (op) {
    case OP_EQ: return order == 0;
    case OP_NE: return order != 0;
    case OP_LT: return order < 0;
    case OP_LE: return order <= 0;
    case OP_GT: return order > 0;
    case OP_GE: return order >= 0;
    case OP_NONE:
    case OP_HAS:
    case OP_HAS_NOT: break;
    }
    return false;
}

static enum filter_answer has(struct filter_term *t, const char *s, size_t n, size_t *at)
{
    size_t len;

    if (pattern_find(&t->pattern, s, n, 0, at, &len))
        return FILTER_YES;
    if (!pattern_hit_limit(&t->pattern))
        return FILTER_NO;
    pattern_forget_limit(&t->pattern);
    return FILTER_UNKNOWN;
}

static enum filter_answer ask_texts(struct filter_term *t, const struct filter_row *row)
{
    enum filter_answer result = FILTER_NO;
    size_t at;

    for (size_t i = 0; i < row->n_texts && result != FILTER_YES; i++) {
        enum filter_answer one = has(t, row->texts[i].s, row->texts[i].n, &at);

        result = one == FILTER_NO ? result : one;
    }
    return result;
}

static enum filter_answer answer(bool holds)
{
    return holds ? FILTER_YES : FILTER_NO;
}

static enum filter_answer ask_field(struct filter_term *t, const struct filter_row *row)
{
    int64_t number;
    const char *text;
    size_t at = 0;
    bool found;

    if (t->field->unit < FILTER_WORD) {
        if (!t->field->read_number(row, &number))
            return FILTER_UNKNOWN;
        return answer(holds_order(t->op, (number > t->number) - (number < t->number)));
    }
    text = t->field->read_text(row);
    found =
        has(t, text, strlen(text), &at) == FILTER_YES && (t->field->unit == FILTER_TEXT || at == 0);
    return answer(found == (t->op == OP_EQ));
}

struct asked {
    struct filter_term *term;
    const char *json;
    bool unknown;
};

static int ask_pattern(struct asked *a, const char *s, size_t n)
{
    size_t at;
    enum filter_answer found = has(a->term, s, n, &at);

    a->unknown = a->unknown || found == FILTER_UNKNOWN;
    return found != FILTER_UNKNOWN && (found == FILTER_YES) == (a->term->op == OP_HAS);
}

static bool ask_string(struct asked *a, const char *s, size_t n)
{
    const struct filter_term *t = a->term;
    char *copy = mem_copy_bytes(s + 1, n - 2);
    size_t len = 0, most = t->text_len;
    bool holds;
    int order;

    json_unescape(copy, copy, n - 2, &len);
    if (t->op == OP_HAS || t->op == OP_HAS_NOT) {
        holds = ask_pattern(a, copy, len);
    } else {
        order = memcmp(copy, t->text, len < most ? len : most);
        holds = holds_order(t->op, order ? order : (len > most) - (len < most));
    }
    free(copy);
    return holds;
}

/* One value at the path. */
static bool ask_value(void *arg, size_t at, size_t n)
{
    struct asked *a = arg;
    const struct filter_term *t = a->term;
    const char *s = a->json + at;
    bool same;

    if (t->op == OP_NONE)
        return true;
    if (*s == '"')
        return ask_string(a, s, n);
    if (t->op == OP_HAS || t->op == OP_HAS_NOT)
        return ask_pattern(a, s, n);
    if (!t->quoted && number_check(s, n) && number_check(t->text, t->text_len))
        return holds_order(t->op, number_compare(s, n, t->text, t->text_len));
    same = !t->quoted && t->text_len == n && memcmp(s, t->text, n) == 0;
    return t->op == OP_EQ ? same : t->op == OP_NE && !same;
}

static enum filter_answer ask_path(struct filter_term *t, const struct filter_row *row)
{
    struct asked a = {.term = t, .json = row->json};

    if (!row->json)
        return FILTER_NO;
    if (path_visit(&t->path, row->json, row->json_len, ask_value, &a))
        return FILTER_YES;
    return a.unknown ? FILTER_UNKNOWN : FILTER_NO;
}

static enum filter_answer ask_state(const struct filter_term *t, const struct filter_row *row)
{
    return row->unknown >> t->state & 1 ? FILTER_UNKNOWN : answer(row->is >> t->state & 1);
}

static enum filter_answer ask(struct filter *f, struct filter_term *t, const struct filter_row *row)
{
    enum filter_answer result = FILTER_UNKNOWN;

    switch (t->kind) {
    case TERM_TEXT: result = ask_texts(t, row); break;
    case TERM_STATE: result = ask_state(t, row); break;
    case TERM_FIELD: result = ask_field(t, row); break;
    case TERM_PATH: result = ask_path(t, row); break;
    }
    if (result == FILTER_UNKNOWN && (t->kind == TERM_TEXT || t->kind == TERM_PATH))
        f->limited = true;
    return result == FILTER_UNKNOWN ? result : answer((result == FILTER_YES) != t->negated);
}

static bool is_costly(const struct filter_term *t)
{
    return t->kind == TERM_TEXT || t->kind == TERM_PATH ||
           (t->kind == TERM_FIELD && t->field->opens);
}

enum filter_answer filter_ask(struct filter *f, struct filter_row *row)
{
    enum filter_answer all = FILTER_YES;

    for (int costly = 0; costly < 2; costly++)
        for (size_t i = 0; i < f->n; i++) {
            enum filter_answer one;

            if (is_costly(&f->terms[i]) != costly)
                continue;
            if (costly && row->open) {
                row->open(row);
                row->open = NULL;
            }
            one = ask(f, &f->terms[i], row);
            if (one == FILTER_NO)
                return FILTER_NO;
            all = one == FILTER_UNKNOWN ? one : all;
        }
    return all;
}

bool filter_match(struct filter *f, struct filter_row *row)
{
    return filter_ask(f, row) != FILTER_NO;
}

bool filter_fits_texts(struct filter *f, struct filter_row *row)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->terms[i].kind == TERM_TEXT && ask(f, &f->terms[i], row) == FILTER_NO)
            return false;
    return true;
}

unsigned filter_states(const struct filter *f)
{
    unsigned bits = 0;

    for (size_t i = 0; i < f->n; i++)
        if (f->terms[i].kind == TERM_STATE)
            bits |= 1u << f->terms[i].state;
    return bits;
}

bool filter_moves(const struct filter *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->terms[i].kind == TERM_FIELD && f->terms[i].field->moves)
            return true;
    return false;
}

bool filter_opens(const struct filter *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (is_costly(&f->terms[i]) && f->terms[i].kind != TERM_TEXT)
            return true;
    return false;
}
