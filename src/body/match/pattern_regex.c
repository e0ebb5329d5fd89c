#include "body/match/pattern_regex.h"

#include "base/failure/die.h"
#include "base/memory/mem.h"
#include "base/text/ascii.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>

/* PCRE2 counts steps too, but its machine code only some: not those of .* over a line, nor within a
 * look-around.  So it calls back before every item, and each call counts, with the distance from
 * where the text was looked at in the call before. */
enum {
    CALLS = 20000000, /* of one search */
    SCANNED = 8,      /* bytes run over in the time of a call */
    MATCH_LIMIT = 2 * CALLS,
    DEPTH_LIMIT = 10000,
    HEAP_KIB = 20000,
    STACK_START = 32768,
    STACK_BYTES = 524288
};

struct pattern_regex {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack; /* NULL: not compiled to machine code */
    int64_t calls_left;
    size_t last; /* where the text was looked at in the call before */
    bool hit_limit;
};

/* \S is no capital, it means something else than \s. */
static bool has_capital(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\\')
            i++;
        else if (ascii_is_upper(s[i]))
            return true;
    }
    return false;
}

static int count_call(pcre2_callout_block *block, void *arg)
{
    struct pattern_regex *r = arg;
    size_t at = block->current_position, moved = at > r->last ? at - r->last : r->last - at;

    r->last = at;
    r->calls_left -= 1 + (int64_t)moved / SCANNED;
    return r->calls_left > 0 ? 0 : PCRE2_ERROR_CALLOUT;
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
        error_set(err, ERR_USAGE, "re: %s, after %s%.*s", why, from ? ".." : "", (int)(at - from),
                  s + from);
}

static void prepare(struct pattern_regex *r)
{
    r->data = pcre2_match_data_create(1, NULL);
    r->context = pcre2_match_context_create(NULL);
    if (!r->data || !r->context)
        die_now("out of memory");
    pcre2_set_match_limit(r->context, MATCH_LIMIT);
    pcre2_set_depth_limit(r->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(r->context, HEAP_KIB);
    pcre2_set_callout(r->context, count_call, r);
    if (pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE) != 0)
        return;
    r->stack = pcre2_jit_stack_create(STACK_START, STACK_BYTES, NULL);
    if (r->stack)
        pcre2_jit_stack_assign(r->context, NULL, r->stack);
}

struct pattern_regex *pattern_regex_new(const char *s, size_t n, struct error *err)
{
    uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_MULTILINE |
                       PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_POSSESS | PCRE2_AUTO_CALLOUT |
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

bool pattern_regex_find(struct pattern_regex *r, const char *s, size_t n, size_t from, size_t *at,
                        size_t *len)
{
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(r->data);
    int result;

    if (from > n)
        return false;
    r->calls_left = CALLS;
    r->last = from;
    result = pcre2_match(r->code, (PCRE2_SPTR)s, n, from, PCRE2_NOTEMPTY, r->data, r->context);
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

void pattern_regex_forget_limit(struct pattern_regex *r)
{
    r->hit_limit = false;
}
