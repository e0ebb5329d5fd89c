#include "body/pattern_regex.h"

#include "base/die.h"
#include "base/mem.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>

/* Work is counted by PCRE2 in steps, for each place where a match may begin.  All places get few;
 * where that is not enough, each place gets more, as long as the budget of the search lasts.
 * Without that a text of one long line costs its length squared. */
enum {
    FIRST_STEPS = 50000000, /* of all places together */
    LEAST_STEPS = 100,      /* of a place, however long the text */
    MORE = 8,
    MOST_STEPS = 2000000,
    BUDGET = 50000000,
    WINDOW = 64, /* places */
    SCANNED = 8, /* bytes run over in the time of a step */
    DEPTH_LIMIT = 10000,
    HEAP_KIB = 20000,
    STACK_BYTES = 512 * 1024
};

struct pattern_regex {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack; /* NULL: not compiled to machine code */
    bool hit_limit;
};

/* \S is no capital, it means something else than \s. */
static bool has_capital(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\\')
            i++;
        else if (s[i] >= 'A' && s[i] <= 'Z')
            return true;
    }
    return false;
}

static void explain(struct error *err, const char *s, size_t n, int code, size_t at)
{
    enum { SHOWN = 24 };
    char why[120] = "";
    size_t from = at > SHOWN ? at - SHOWN : 0;

    pcre2_get_error_message(code, (PCRE2_UCHAR *)why, sizeof(why));
    while (from < at && ((unsigned char)s[from] & 0xC0) == 0x80)
        from++;
    if (at >= n)
        error_set(err, ERR_USAGE, "re: %s, at the end", why);
    else if (at == 0)
        error_set(err, ERR_USAGE, "re: %s, at the start", why);
    else
        error_set(err, ERR_USAGE, "re: %s, behind %s%.*s", why, from ? ".." : "", (int)(at - from),
                  s + from);
}

static void prepare(struct pattern_regex *r)
{
    r->data = pcre2_match_data_create(1, NULL);
    r->context = pcre2_match_context_create(NULL);
    if (!r->data || !r->context)
        die_now("out of memory");
    pcre2_set_depth_limit(r->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(r->context, HEAP_KIB);
    if (pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE) != 0)
        return;
    r->stack = pcre2_jit_stack_create(32 * 1024, STACK_BYTES, NULL);
    if (r->stack)
        pcre2_jit_stack_assign(r->context, NULL, r->stack);
}

struct pattern_regex *pattern_regex_new(const char *s, size_t n, struct error *err)
{
    uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_MULTILINE |
                       PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_POSSESS | PCRE2_USE_OFFSET_LIMIT |
                       (has_capital(s, n) ? 0 : PCRE2_CASELESS);
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    struct pattern_regex *r;
    pcre2_code *code;
    int why;
    size_t at;

    if (!context)
        die_now("out of memory");
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    code = pcre2_compile((PCRE2_SPTR)s, n, options, &why, &at, context);
    pcre2_compile_context_free(context);
    if (!code) {
        explain(err, s, n, why, at);
        return NULL;
    }
    r = mem_new(1, sizeof(*r));
    r->code = code;
    prepare(r);
    return r;
}

void pattern_regex_free(struct pattern_regex *r)
{
    if (!r)
        return;
    pcre2_jit_stack_free(r->stack);
    pcre2_match_context_free(r->context);
    pcre2_match_data_free(r->data);
    pcre2_code_free(r->code);
    free(r);
}

struct subject {
    const char *s;
    size_t n;
};

/* Begins at byte from to byte last: PCRE2's result. */
static int match(struct pattern_regex *r, const struct subject *t, size_t from, size_t last,
                 uint32_t steps)
{
    pcre2_set_match_limit(r->context, steps);
    pcre2_set_offset_limit(r->context, last);
    return pcre2_match(r->code, (PCRE2_SPTR)t->s, t->n, from, PCRE2_NOTEMPTY, r->data, r->context);
}

/* One place after the other, each with as many steps as it takes. */
static int match_each(struct pattern_regex *r, const struct subject *t, size_t from, size_t last,
                      int64_t *budget)
{
    int result = PCRE2_ERROR_NOMATCH;

    for (size_t at = from; at <= last && result == PCRE2_ERROR_NOMATCH; at++) {
        uint32_t steps = LEAST_STEPS;

        do {
            result = match(r, t, at, at, steps);
            *budget -= steps + (int64_t)(t->n - at) / SCANNED;
            steps *= MORE;
        } while (result == PCRE2_ERROR_MATCHLIMIT && steps <= MOST_STEPS && *budget > 0);
    }
    return result;
}

static int match_windows(struct pattern_regex *r, const struct subject *t, size_t from,
                         uint32_t steps)
{
    int64_t budget = BUDGET;
    int result = PCRE2_ERROR_NOMATCH;

    for (; from <= t->n && result == PCRE2_ERROR_NOMATCH; from += WINDOW) {
        size_t last = t->n - from < WINDOW ? t->n : from + WINDOW - 1;

        result = match(r, t, from, last, steps);
        if (result == PCRE2_ERROR_MATCHLIMIT)
            result = match_each(r, t, from, last, &budget);
    }
    return result;
}

bool pattern_regex_find(struct pattern_regex *r, const char *s, size_t n, size_t from, size_t *at,
                        size_t *len)
{
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(r->data);
    struct subject t = {s, n};
    size_t steps;
    int result;

    if (from > n)
        return false;
    steps = FIRST_STEPS / (n - from + 1);
    steps = steps < LEAST_STEPS ? LEAST_STEPS : steps > MOST_STEPS ? MOST_STEPS : steps;
    result = match(r, &t, from, n, (uint32_t)steps);
    if (result == PCRE2_ERROR_MATCHLIMIT && r->stack)
        result = match_windows(r, &t, from, (uint32_t)steps);
    if (result < 0) {
        r->hit_limit = r->hit_limit || result != PCRE2_ERROR_NOMATCH;
        return false;
    }
    if (ends[0] < from || ends[1] <= ends[0])
        return false;
    *at = ends[0];
    *len = ends[1] - ends[0];
    return true;
}

bool pattern_regex_hit_limit(const struct pattern_regex *r)
{
    return r->hit_limit;
}
