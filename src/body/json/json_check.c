/* What is JSON and what is wrong with what is not; see json.h. */
#include "body/json/json.h"

#include "base/text/ascii.h"
#include "base/text/utf8.h"

#include <string.h>

/* What may come next, as a set of token kinds. */
enum {
    IS_VALUE = 1 << JSON_OPEN | 1 << JSON_STRING | 1 << JSON_NUMBER | 1 << JSON_WORD,
    IS_KEY = 1 << JSON_STRING,
    IS_COLON = 1 << JSON_COLON,
    IS_CLOSE = 1 << JSON_CLOSE,
    IS_NEXT = 1 << JSON_COMMA | 1 << JSON_CLOSE,
    IS_END = 1 << JSON_END,
};

struct checker {
    int allowed;
    bool at_key; /* the string that may come is a member's name */
    bool named;  /* a member was named */
    int depth;
    char open[JSON_DEPTH]; /* the brackets that we are in */
};

static bool check_bracket(struct checker *c, char bracket)
{
    if (bracket == '{' || bracket == '[') {
        if (c->depth == JSON_DEPTH)
            return false;
        c->open[c->depth++] = bracket;
        c->at_key = bracket == '{';
        c->allowed = (c->at_key ? IS_KEY : IS_VALUE) | IS_CLOSE;
        return true;
    }
    /* In ASCII a closing bracket stands two behind its opening one. */
    if (c->open[c->depth - 1] + 2 != bracket)
        return false;
    c->allowed = --c->depth ? IS_NEXT : IS_END;
    return true;
}

static bool check_token(struct checker *c, enum json_kind kind, char first)
{
    if (!(c->allowed & 1 << kind))
        return false;
    switch (kind) {
    case JSON_OPEN:
    case JSON_CLOSE: return check_bracket(c, first);
    case JSON_COLON:
        c->allowed = IS_VALUE;
        c->named = true;
        break;
    case JSON_COMMA:
        c->at_key = c->open[c->depth - 1] == '{';
        c->allowed = c->at_key ? IS_KEY : IS_VALUE;
        break;
    case JSON_STRING:
    case JSON_NUMBER:
    case JSON_WORD:
        c->allowed = c->at_key ? IS_COLON : c->depth ? IS_NEXT : IS_END;
        c->at_key = false;
        break;
    case JSON_END:
    case JSON_ERROR: break;
    }
    return true;
}

/* What should have come. */
static const char *name_allowed(const struct checker *c)
{
    bool in_object = c->depth && c->open[c->depth - 1] == '{';

    switch (c->allowed) {
    case IS_KEY | IS_CLOSE: return "a key or } should be here";
    case IS_KEY: return "a key should be here";
    case IS_COLON: return "a : should be here";
    case IS_VALUE | IS_CLOSE: return "a value or ] should be here";
    case IS_NEXT: return in_object ? "a , or } should be here" : "a , or ] should be here";
    case IS_END: return "more after the end";
    default: return "a value should be here";
    }
}

/* Why the bytes from token on are none. */
static const char *name_error(const char *s, size_t n, size_t token, size_t at)
{
    if (s[token] != '"')
        return s[token] == '-' || ascii_is_digit(s[token]) ? "not a number" : NULL;
    if (at == n)
        return "the text ends within a string";
    return s[at] == '\\' ? "not an escape" : "a control character within a string";
}

_Static_assert(JSON_DEPTH == 512, "said in a literal below");

static const char *name_fault(const struct checker *c, const char *s, size_t n,
                              const struct json_token *t, size_t token)
{
    const char *why = NULL;

    if (t->kind == JSON_ERROR)
        why = name_error(s, n, token, t->at);
    else if (t->kind == JSON_END && c->depth)
        why = "the text ends before all brackets are closed";
    else if (t->kind == JSON_CLOSE && c->depth && (c->allowed & IS_CLOSE))
        why = s[t->at] == '}' ? "} closes what [ opened" : "] closes what { opened";
    else if (t->kind == JSON_OPEN && c->depth == JSON_DEPTH)
        why = "deeper than 512 brackets: as far as is checked here";
    return why ? why : name_allowed(c);
}

static bool find_token_fault(const char *s, size_t n, struct json_fault *fault)
{
    struct checker c = {.allowed = IS_VALUE};
    size_t pos = 0;

    for (;;) {
        struct json_token t = json_next_token(s, n, &pos);

        if (!check_token(&c, t.kind, t.at < n ? s[t.at] : '\0')) {
            fault->bad_token = t.kind == JSON_ERROR && (c.allowed & (IS_VALUE | IS_KEY));
            fault->deep = t.kind == JSON_OPEN && c.depth == JSON_DEPTH && (c.allowed & IS_VALUE);
            fault->token = t.kind == JSON_ERROR ? pos : t.at;
            fault->at = t.at;
            fault->why = name_fault(&c, s, n, &t, fault->token);
        }
        fault->named = c.named;
        if (fault->why || t.kind == JSON_END)
            return fault->why != NULL;
    }
}

/* Where the n bytes stop being UTF-8. */
static size_t find_bad_byte(const char *s, size_t n)
{
    size_t i = 0;

    while (i < n) {
        uint32_t cp;
        int len = utf8_read(s + i, n - i, &cp);

        if (!len)
            break;
        i += (size_t)len;
    }
    return i;
}

bool json_find_fault(const char *s, size_t n, struct json_fault *fault)
{
    *fault = (struct json_fault){.token = n, .at = n};
    if (find_token_fault(s, n, fault))
        return true;
    if (utf8_check(s, n))
        return false;
    fault->at = find_bad_byte(s, n);
    fault->why = "this byte is not UTF-8";
    return true;
}

bool json_check(const char *s, size_t n)
{
    struct json_fault fault;

    return !json_find_fault(s, n, &fault);
}
