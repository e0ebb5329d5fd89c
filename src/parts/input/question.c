#include "parts/input/question.h"

#include "base/memory/array.h"
#include "base/text/format.h"
#include "config/options.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *label;
    const char *takes;     /* these letters; NULL: any text */
    enum option_id option; /* whose values it has; OPT_COUNT: none's */
    const char *wrong;     /* what is said of a value that is none; NULL: any will do */
} kinds[] = {
    [FIELD_COUNT] = {"number", "0123456789,", OPT_COUNT, NULL},
    [FIELD_MESSAGES] = {"messages", NULL, OPT_BATCH_SIZE, "messages: a number from 1 to 100"},
    [FIELD_LEASE] = {"lease", NULL, OPT_LEASE, "lease: 1s to 12h, such as 30s or 5m"},
    [FIELD_DELAY] = {"delay", "0123456789smhd", OPT_DELAY,
                     "delay: 0s to 24h in whole seconds, such as 30s"},
    [FIELD_FILE] = {"file", NULL, OPT_COUNT, "the file needs a name"},
    [FIELD_COMMAND] = {"!", NULL, OPT_COUNT, NULL},
};
_Static_assert(ARRAY_LEN(kinds) == FIELD_KINDS, "every kind of field has its row");

enum question_yes question_ask_for(size_t n)
{
    return n == 1 ? YES_BY_Y : YES_BY_COUNT;
}

void question_start(struct question *q, struct prompt *p, int64_t now_mono_ms)
{
    prompt_start(p);
    q->armed_at_mono_ms = now_mono_ms + QUESTION_ARM_MS;
    q->edited = q->in_field;
    if (q->yes == YES_BY_COUNT)
        question_add_field(q, p, FIELD_COUNT, "");
}

void question_add_field(struct question *q, struct prompt *p, enum question_field field,
                        const char *text)
{
    q->fields[prompt_add_field(p, kinds[field].label, text)] = field;
}

bool question_is_armed(const struct question *q, int64_t now_mono_ms)
{
    return now_mono_ms >= q->armed_at_mono_ms;
}

static bool is_char(struct key key, const char *any)
{
    return key.code == K_CHAR && !key.ctrl && key.ch > ' ' && key.ch < 0x7f &&
           strchr(any, (int)key.ch);
}

static bool is_ctrl(struct key key, const char *any)
{
    return key.ctrl && is_char((struct key){.code = key.code, .ch = key.ch}, any);
}

/* "1000" or, as the title has it, "1,000". */
static bool is_count(const char *text, size_t n)
{
    char plain[24];
    struct format f;

    snprintf(plain, sizeof(plain), "%zu", n);
    return !strcmp(text, plain) || !strcmp(text, format_count(&f, (int64_t)n));
}

static bool read_field(struct question *q, struct prompt *p, int i)
{
    enum question_field field = q->fields[i];
    const char *text = p->fields[i].text, *wrong = kinds[field].wrong;
    int64_t *value = &q->values[field];
    struct error err;

    if (field == FIELD_COUNT) {
        if (is_count(text, q->n))
            return true;
        snprintf(p->error, sizeof(p->error), "not done: type %zu, then Enter; Esc cancels", q->n);
        return false;
    }
    if (kinds[field].option != OPT_COUNT
            ? options_check_value(kinds[field].option, text, value, &err)
            : !wrong || text[strspn(text, " ")])
        return true;
    snprintf(p->error, sizeof(p->error), "%s", wrong);
    return false;
}

static enum question_result say_yes(struct question *q, struct prompt *p)
{
    for (int i = 0; i < PROMPT_FIELDS && p->fields[i].label; i++)
        if (!read_field(q, p, i)) {
            prompt_go_to(p, i);
            return QUESTION_OPEN;
        }
    return QUESTION_YES;
}

static enum question_result press_enter(struct question *q, struct prompt *p)
{
    if (q->yes != YES_BY_ENTER && !q->edited)
        return QUESTION_CANCEL;
    if (q->yes != YES_BY_Y)
        return say_yes(q, p);
    snprintf(p->error, sizeof(p->error), "not done: y %s, Esc cancels", q->does);
    return QUESTION_OPEN;
}

/* "30" in the field of the count, and now an "s": it was meant for the delay. */
static void move_to_delay(const struct question *q, struct prompt *p, struct key key)
{
    char typed[FIELD_BYTES];

    if (q->fields[p->active] != FIELD_COUNT || !p->fields[1].label || !p->fields[0].len ||
        q->fields[1] != FIELD_DELAY || !is_char(key, "smhd"))
        return;
    memcpy(typed, p->fields[0].text, sizeof(typed));
    prompt_set_text(p, "");
    prompt_go_to(p, 1);
    prompt_set_text(p, typed);
}

/* A key for the field in which the cursor is, if there is one. */
static void edit(struct question *q, struct prompt *p, struct key key, const char *takes)
{
    bool types = key.code == K_CHAR && !key.ctrl;

    if (!p->fields[0].label || (types && takes && !is_char(key, takes)))
        return;
    q->edited |= types || key.code == K_BACKSPACE || key.code == K_DELETE || is_ctrl(key, "uw");
    prompt_key(p, key);
}

enum question_result question_key(struct question *q, struct prompt *p, struct key key,
                                  int64_t now_mono_ms)
{
    const char *takes = kinds[q->fields[p->active]].takes;
    bool is_text = p->fields[0].label && !takes;
    bool counts = !key.pasted && question_is_armed(q, now_mono_ms);

    if (!counts && !is_text)
        return QUESTION_OPEN;
    if (key.code == K_ESC || is_ctrl(key, "c"))
        return key.pasted ? QUESTION_OPEN : QUESTION_CANCEL;
    if (key.code == K_ENTER)
        return counts ? press_enter(q, p) : QUESTION_OPEN;
    if (!is_text && is_char(key, "nNqQ"))
        return QUESTION_CANCEL;
    if (!is_text && is_char(key, "y") && q->yes == YES_BY_Y)
        return say_yes(q, p);
    move_to_delay(q, p, key);
    edit(q, p, key, kinds[q->fields[p->active]].takes);
    return QUESTION_OPEN;
}

void question_print_keys(const struct question *q, const struct prompt *p, char *out, size_t size)
{
    if (q->yes == YES_BY_Y)
        snprintf(out, size, "y %s   %sEsc cancels", q->does, q->in_field ? "" : "Enter or ");
    else if (q->yes == YES_BY_COUNT)
        snprintf(out, size, "%zu and Enter %s   %sEsc cancels", q->n, q->does,
                 q->in_field ? "Tab next field   " : "Enter alone or ");
    else
        snprintf(out, size, "Enter %s   %sEsc cancels", q->does,
                 p->fields[1].label ? "Tab next field   " : "");
}
