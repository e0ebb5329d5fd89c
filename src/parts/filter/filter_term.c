#include "parts/filter/filter_term.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/format.h"
#include "base/text/words.h"
#include "body/json/json.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const char *s;
    size_t at;
    const struct filter_language *language;
    struct error *err;
};

void filter_term_free(struct filter_term *t)
{
    pattern_free(&t->pattern);
    path_free(&t->path);
    free(t->text);
    *t = (struct filter_term){.negated = false};
}

static const struct {
    const char *text;
    enum filter_op op;
} ops[] = {{">=", OP_GE}, {"<=", OP_LE}, {"!=", OP_NE}, {"!~", OP_HAS_NOT}, {"==", OP_EQ},
           {">", OP_GT},  {"<", OP_LT},  {"=", OP_EQ},  {"~", OP_HAS}};

const char *filter_term_print_op(enum filter_op op)
{
    for (size_t i = ARRAY_LEN(ops); i-- > 0;)
        if (ops[i].op == op)
            return ops[i].text;
    return "";
}

/* The operator at s, with its length in *len; OP_NONE: there is none. */
static enum filter_op read_op(const char *s, size_t *len)
{
    for (size_t i = 0; i < ARRAY_LEN(ops); i++)
        if (strncmp(s, ops[i].text, strlen(ops[i].text)) == 0) {
            *len = strlen(ops[i].text);
            return ops[i].op;
        }
    return OP_NONE;
}

static void skip_blanks(struct reader *r)
{
    r->at += strspn(r->s + r->at, " ");
}

static size_t word_len(const struct reader *r)
{
    return strcspn(r->s + r->at, " ");
}

/* Where the quoted text at the reader ends; 0: it does not. */
static size_t quoted_len(const struct reader *r)
{
    const char *s = r->s + r->at;
    size_t i = 1;

    while (s[i] && s[i] != '"')
        i += s[i] == '\\' && s[i + 1] ? 2 : 1;
    return s[i] ? i + 1 : 0;
}

static enum term_result explain_quotes(struct reader *r, const char *s)
{
    error_set(r->err, ERR_USAGE, "%.30s: in quotes \\ goes only before \" or \\", s);
    return TERM_WRONG;
}

/* In quotes, or up to the next blank.  In a regular expression only \" means something else. */
static enum term_result read_value(struct reader *r, struct filter_term *t, bool regex)
{
    const char *s = r->s + r->at;
    size_t n = *s == '"' ? quoted_len(r) : word_len(r), len = 0;

    if (!n) {
        r->at += strlen(s);
        return TERM_UNFINISHED;
    }
    r->at += n;
    t->quoted = *s == '"';
    t->text_len = t->quoted ? n - 2 : n;
    t->text = mem_copy_bytes(s + t->quoted, t->text_len);
    if (t->quoted && regex) {
        for (size_t i = 0; t->text[i]; i++)
            if (t->text[i] != '\\' || t->text[i + 1] != '"')
                t->text[len++] = t->text[i];
        t->text_len = len;
    } else if (t->quoted) {
        if (!json_unescape(t->text, t->text, t->text_len, &len))
            return explain_quotes(r, s);
        t->text_len = len;
    }
    t->text[t->text_len] = '\0';
    return t->text_len || t->quoted ? TERM_OK : TERM_UNFINISHED;
}

/* A text or re: and what it looks for. */
static enum term_result read_pattern(struct reader *r, struct filter_term *t)
{
    bool regex = strncmp(r->s + r->at, "re:", 3) == 0;
    enum term_result result;

    r->at += regex ? 3 : 0;
    result = read_value(r, t, regex);
    if (result != TERM_OK)
        return result;
    if (!t->text_len)
        return TERM_UNFINISHED;
    if (regex)
        return pattern_make_regex(&t->pattern, t->text, t->text_len, r->err) ? TERM_OK : TERM_WRONG;
    pattern_make_text(&t->pattern, t->text, t->text_len);
    return TERM_OK;
}

static enum term_result read_state(struct reader *r, struct filter_term *t)
{
    const char *s = r->s + (r->at += r->s[r->at] == ':');
    size_t n = word_len(r);
    struct words words = {.n = 0};
    char all[120];

    words_add_all(&words, r->language->states);
    t->kind = TERM_STATE;
    t->state = n ? words_find(&words, s, n) : WORDS_SEVERAL;
    r->at += n;
    if (t->state == WORDS_SEVERAL)
        return TERM_UNFINISHED;
    if (t->state != WORDS_NONE) {
        t->state_name = r->language->states[t->state];
        return TERM_OK;
    }
    error_set(r->err, ERR_USAGE, "there is no state :%.*s: %s", n < 20 ? (int)n : 20, s,
              words_print(all, sizeof(all), &words));
    return TERM_WRONG;
}

static bool read_amount(const char *s, int64_t *number)
{
    static const char units[] = "kMG";
    size_t n = strspn(s, "0123456789");
    int64_t factor = 1;
    char digits[20];
    const char *unit = s[n] ? strchr(units, s[n]) : NULL;

    if (n >= sizeof(digits) || (s[n] && (!unit || s[n + 1])))
        return false;
    for (; unit && unit >= units; unit--)
        factor *= 1000;
    memcpy(digits, s, n);
    digits[n] = '\0';
    if (!format_parse_int(digits, 0, INT64_MAX / factor, number))
        return false;
    *number *= factor;
    return true;
}

/* Without a time, messages in a minute. */
static bool read_rate(const char *s, int64_t *an_hour)
{
    static const struct {
        const char *name;
        int64_t in_hour;
    } times[] = {{"", 60}, {"/s", 3600}, {"/min", 60}, {"/m", 60}, {"/h", 1}};
    const char *time = s + strcspn(s, "/");
    char amount[24];

    if ((size_t)(time - s) >= sizeof(amount))
        return false;
    memcpy(amount, s, (size_t)(time - s));
    amount[time - s] = '\0';
    for (size_t i = 0; i < ARRAY_LEN(times); i++)
        if (!strcmp(times[i].name, time) && read_amount(amount, an_hour) &&
            *an_hour <= INT64_MAX / times[i].in_hour) {
            *an_hour *= times[i].in_hour;
            return true;
        }
    return false;
}

static bool read_number(enum filter_unit unit, const char *s, int64_t *number)
{
    return unit == FILTER_SPAN   ? format_parse_duration(s, number)
           : unit == FILTER_RATE ? read_rate(s, number)
                                 : read_amount(s, number);
}

/* What stands at the end of the line may go on. */
static bool may_go_on(enum filter_unit unit, const char *s)
{
    const char *rest = s + strspn(s, "0123456789");

    if (unit == FILTER_SPAN)
        return !*rest;
    rest += *rest && strchr("kMG", *rest);
    return unit == FILTER_RATE && rest > s && (!strcmp(rest, "/") || !strcmp(rest, "/mi"));
}

static enum term_result check_amount(struct reader *r, struct filter_term *t)
{
    static const char *const wants[] = {[FILTER_COUNT] = "a number: 3 or 10k",
                                        [FILTER_SIZE] = "a size: 412, 10k or 1M",
                                        [FILTER_SPAN] = "a duration: 500ms, 30s, 5m, 12h or 2d",
                                        [FILTER_RATE] = "a rate: 100/min, 5/s or 20/h"};
    _Static_assert(ARRAY_LEN(wants) == FILTER_WORD, "every amount says what it wants");
    enum filter_unit unit = t->field->unit;

    if (t->op == OP_HAS || t->op == OP_HAS_NOT) {
        error_set(r->err, ERR_USAGE, "%s: compare it with = != < <= > >=", t->field->name);
        return TERM_WRONG;
    }
    if (read_number(unit, t->text, &t->number))
        return TERM_OK;
    if (!r->s[r->at] && may_go_on(unit, t->text))
        return TERM_UNFINISHED;
    error_set(r->err, ERR_USAGE, "%s: %.20s is not %s", t->field->name, t->text, wants[unit]);
    return TERM_WRONG;
}

static enum term_result check_word(struct reader *r, struct filter_term *t)
{
    const struct filter_field *f = t->field;
    struct words words = {.n = 0};
    char all[120];

    if (t->op != OP_EQ && t->op != OP_NE) {
        error_set(r->err, ERR_USAGE, "%s: use : or = or !=", f->name);
        return TERM_WRONG;
    }
    pattern_make_text(&t->pattern, t->text, strlen(t->text));
    if (f->unit == FILTER_TEXT || f->others)
        return TERM_OK;
    words_add_all(&words, f->words);
    if (words_find(&words, t->text, strlen(t->text)) != WORDS_NONE)
        return TERM_OK;
    error_set(r->err, ERR_USAGE, "%s: %.20s is not %s", f->name, t->text,
              words_print(all, sizeof(all), &words));
    return TERM_WRONG;
}

const struct filter_field *filter_find_field(const struct filter_language *language,
                                             const char *name, size_t n)
{
    const struct filter_field *found = NULL;

    for (size_t i = 0; i < language->n_fields; i++) {
        const struct filter_field *f = &language->fields[i];

        if (strncmp(f->name, name, n) != 0)
            continue;
        if (!f->name[n])
            return f;
        if (found)
            return NULL;
        found = f;
    }
    return n ? found : NULL;
}

static enum term_result explain_field(struct reader *r, size_t n)
{
    struct words names = {.n = 0};
    char all[120];

    for (size_t i = 0; i < r->language->n_fields; i++)
        words_add(&names, r->language->fields[i].name);
    error_set(r->err, ERR_USAGE, "no %.*s: %s; or \"quote\" it", n < 10 ? (int)n : 10, r->s + r->at,
              words_print(all, sizeof(all), &names));
    r->at += word_len(r);
    return TERM_WRONG;
}

/* A name and what compares it, or false and the reader where it was.  With a blank between them the
 * name must be one of a field: else they are words. */
static bool read_field(struct reader *r, struct filter_term *t, enum term_result *result)
{
    const char *value;
    size_t n = strspn(r->s + r->at, "abcdefghijklmnopqrstuvwxyz"), op_len = 1;
    size_t blanks = strspn(r->s + r->at + n, " ");
    const char *op = r->s + r->at + n + blanks;

    t->field = filter_find_field(r->language, r->s + r->at, n);
    t->op = *op == ':' && !blanks ? OP_EQ : read_op(op, &op_len);
    if (!n || t->op == OP_NONE || (*op == ':' && op[1] == '/') || (blanks && !t->field))
        return false;
    if (!t->field) {
        *result = explain_field(r, n);
        return true;
    }
    t->kind = TERM_FIELD;
    r->at = (size_t)(op - r->s) + op_len;
    if (*op != ':')
        skip_blanks(r);
    value = r->s + r->at;
    *result = read_value(r, t, false);
    if (*result == TERM_OK && memchr(t->text, '\0', t->text_len))
        *result = explain_quotes(r, value);
    if (*result == TERM_OK && !t->text_len)
        *result = TERM_UNFINISHED;
    if (*result == TERM_OK)
        *result = t->field->unit < FILTER_WORD ? check_amount(r, t) : check_word(r, t);
    return true;
}

static enum term_result read_path(struct reader *r, struct filter_term *t)
{
    const char *s = r->s + r->at;
    size_t used, op_len = 0, blanks;
    enum path_result path = path_parse(&t->path, s, strlen(s), &used, r->err);

    t->kind = TERM_PATH;
    if (path != PATH_OK) {
        r->at += path == PATH_UNFINISHED ? strlen(s) : word_len(r);
        return path == PATH_UNFINISHED ? TERM_UNFINISHED : TERM_WRONG;
    }
    blanks = strspn(s + used, " ");
    t->op = read_op(s + used + blanks, &op_len);
    r->at += used;
    if (t->op == OP_NONE && (!s[used] || s[used] == ' '))
        return TERM_OK;
    if (t->op == OP_NONE) { /* ! at the end is the start of != */
        r->at += word_len(r);
        if (!strcmp(s + used, "!"))
            return TERM_UNFINISHED;
        error_set(r->err, ERR_USAGE, "path: after it use = != < <= > >= ~ or !~");
        return TERM_WRONG;
    }
    r->at += blanks + op_len;
    skip_blanks(r);
    return t->op == OP_HAS || t->op == OP_HAS_NOT ? read_pattern(r, t) : read_value(r, t, false);
}

/* A whole name: what is no letter or digit stands for itself but for * and ?. */
static enum term_result read_name(struct reader *r, struct filter_term *t)
{
    char regex[2 * FILTER_BYTES + 8];
    struct text_line l = text_line(regex, sizeof(regex));
    enum term_result result = read_value(r, t, false);

    if (result != TERM_OK)
        return result;
    text_line_add(&l, "\\A");
    for (const char *s = t->text; *s; s++)
        if (!t->quoted && (*s == '*' || *s == '?'))
            text_line_add(&l, *s == '*' ? ".*" : ".");
        else
            text_line_add(&l, "%s%c", *s > ' ' && *s < 0x7f && !isalnum(*s) ? "\\" : "", *s);
    text_line_add(&l, "\\z");
    return pattern_make_regex(&t->pattern, regex, l.len, r->err) ? TERM_OK : TERM_WRONG;
}

/* "two words" is a text; "id":4 is one too, as it stands. */
static enum term_result read_text(struct reader *r, struct filter_term *t)
{
    const char *s = r->s + r->at;
    size_t quoted = *s == '"' ? quoted_len(r) : 0;
    size_t n = word_len(r);

    if (r->language->names && strncmp(s, "re:", 3) != 0) {
        t->kind = TERM_TEXT;
        return read_name(r, t);
    }

    t->kind = TERM_TEXT;
    if (strncmp(s, "re:", 3) == 0 || (*s == '"' && (!quoted || quoted >= n)))
        return read_pattern(r, t);
    r->at += n;
    pattern_make_text(&t->pattern, s, n);
    return TERM_OK;
}

/* A word that is the name of a state, where that needs no colon. */
static bool is_state(const struct reader *r)
{
    const char *const *states = r->language->states;
    size_t n = word_len(r);

    for (size_t i = 0; r->language->names && states[i]; i++)
        if (strlen(states[i]) == n && !strncmp(states[i], r->s + r->at, n))
            return true;
    return false;
}

enum term_result filter_term_read(struct filter_term *t, const char *s, size_t *at,
                                  const struct filter_language *language, struct error *err)
{
    struct reader r = {s, *at, language, err};
    enum term_result result = TERM_UNFINISHED;

    *t = (struct filter_term){.negated = s[*at] == '!'};
    r.at += t->negated;
    if (s[r.at] && s[r.at] != ' ') {
        if (language->states && (s[r.at] == ':' || is_state(&r)))
            result = read_state(&r, t);
        else if (language->paths && s[r.at] == '.')
            result = read_path(&r, t);
        else if (strncmp(s + r.at, "re:", 3) == 0 || !read_field(&r, t, &result))
            result = read_text(&r, t);
    }
    *at = r.at;
    return result;
}
