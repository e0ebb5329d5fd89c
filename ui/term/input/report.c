#include "ui/term/input/report.h"

#include "base/memory/array.h"
#include "base/text/ascii.h"

#include <stdint.h>
#include <string.h>

enum { BYTE_BELL = 7, BYTE_ESC = 27 };

static const char answer[] = "11;rgb";
enum { ANSWER_LEN = sizeof(answer) - 1 };

void report_begin(struct report *r, enum report_kind kind)
{
    *r = (struct report){.kind = kind};
}

static void keep(struct report *r, char byte)
{
    if (r->n < sizeof(r->text))
        r->text[r->n] = byte;
    r->n++;
}

static enum report_step break_off(struct report *r)
{
    r->kind = REPORT_NONE;
    return REPORT_BROKEN;
}

static enum report_step take_of_mouse(struct report *r, char byte)
{
    if (byte < ' ' || byte > '~')
        return break_off(r);
    keep(r, byte);
    return byte >= '@' ? REPORT_WHOLE : REPORT_MORE;
}

static enum report_step take_of_string(struct report *r, char byte)
{
    if (r->ending)
        return byte == '\\' ? REPORT_WHOLE : break_off(r);
    if (byte == BYTE_BELL)
        return REPORT_WHOLE;
    if (byte == BYTE_ESC)
        r->ending = true;
    else
        keep(r, byte);
    return REPORT_MORE;
}

enum report_step report_take(struct report *r, char byte)
{
    return r->kind == REPORT_MOUSE ? take_of_mouse(r, byte) : take_of_string(r, byte);
}

void report_pause(struct report *r)
{
    size_t n = r->n < ANSWER_LEN ? r->n : ANSWER_LEN;
    bool is_answer =
        r->kind == REPORT_ANSWER && r->n <= sizeof(r->text) && !memcmp(r->text, answer, n);

    if (r->kind != REPORT_MOUSE && !is_answer)
        r->kind = REPORT_NONE;
}

/* Up to most digits of base into *value; how many there were. */
static size_t read_number(const char *s, size_t n, int base, size_t most, int *value)
{
    static const char digits[] = "0123456789abcdef";
    size_t i = 0;

    *value = 0;
    for (; i < n && i < most; i++) {
        char c = (char)ascii_to_lower(s[i]);
        const char *digit = memchr(digits, c, (size_t)base);

        if (!digit)
            break;
        *value = *value * base + (int)(digit - digits);
    }
    return i;
}

/* "0;12;5M": button, column, row. */
bool report_read_mouse(const struct report *r, struct mouse *out)
{
    static const struct {
        int button;
        enum mouse_kind kind;
    } buttons[] = {{0, MOUSE_CLICK}, {64, MOUSE_WHEEL_UP}, {65, MOUSE_WHEEL_DOWN}};
    int numbers[3];
    size_t at = 0;

    if (r->n > sizeof(r->text))
        return false;
    for (int i = 0; i < 3; i++) {
        size_t n = read_number(r->text + at, r->n - at, 10, 4, &numbers[i]);

        at += n + 1;
        if (!n || at > r->n || r->text[at - 1] != (i < 2 ? ';' : 'M'))
            return false;
    }
    if (at != r->n || !numbers[1] || !numbers[2])
        return false;
    for (size_t i = 0; i < ARRAY_LEN(buttons); i++)
        if (buttons[i].button == numbers[0]) {
            *out = (struct mouse){buttons[i].kind, numbers[2] - 1, numbers[1] - 1};
            return true;
        }
    return false;
}

/* How bright the eye sees it, 0 to 65,535,000. */
static bool is_light(const int *rgb)
{
    return 299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] > 65535 * 500;
}

bool report_read_background(const struct report *r, bool *light)
{
    static const int full[] = {0, 0xf, 0xff, 0xfff, 0xffff};
    int rgb[4], value, parts;
    size_t at = ANSWER_LEN;

    if (r->n > sizeof(r->text) || r->n <= at || memcmp(r->text, answer, at) != 0)
        return false;
    parts = r->text[at] == 'a' ? 4 : 3;
    at += parts == 4;
    for (int i = 0; i < parts; i++) {
        size_t n;

        if (at >= r->n || r->text[at++] != (i ? '/' : ':'))
            return false;
        n = read_number(r->text + at, r->n - at, 16, 4, &value);
        if (!n)
            return false;
        at += n;
        rgb[i] = (int)((int64_t)value * 0xffff / full[n]);
    }
    if (at != r->n)
        return false;
    *light = is_light(rgb);
    return true;
}
