#include "ui/term/input/torn.h"

#include "base/memory/array.h"
#include "base/text/ascii.h"

#include <stdlib.h>
#include <string.h>

/* A person waits for Esc; a line splits a sequence. */
enum { NEAR_MS = 50, FAR_MS = 200 };

void torn_begin(struct torn *t, bool alone, int64_t now_mono_ms)
{
    *t = (struct torn){.open = true, .alone = alone, .last_mono_ms = now_mono_ms};
}

void torn_end(struct torn *t)
{
    t->open = false;
}

static enum torn_step end(struct torn *t, enum torn_step step)
{
    torn_end(t);
    return step;
}

static void keep(struct torn *t, char byte)
{
    if (t->n < sizeof(t->text) - 1)
        t->text[t->n] = byte;
    t->n++;
}

/* ESC [, ESC O and ESC ] begin what terminals send.  Behind an Esc that came alone any other byte
 * is a key that a person pressed. */
static enum torn_step take_first(struct torn *t, char byte)
{
    if (byte != '[' && byte != 'O' && byte != ']')
        return end(t, TORN_NOT);
    if (byte == ']' && !t->alone)
        return end(t, TORN_ANSWER);
    keep(t, byte);
    return TORN_MORE;
}

/* ESC [ parameters final; but the console's function keys are ESC [ [ letter, and an old mouse
 * report is ESC [ M and three bytes. */
static enum torn_step take_second(struct torn *t, char byte)
{
    if (t->text[0] == ']')
        return end(t, ascii_is_digit(byte) ? TORN_TO_SAY : TORN_WHOLE);
    if (t->text[0] == '[' && byte == '<')
        return end(t, TORN_MOUSE);
    t->skip = t->text[0] != '[' ? 0 : byte == '[' ? 1 : byte == 'M' ? 3 : 0;
    return t->skip || byte < '@' ? TORN_MORE : end(t, TORN_WHOLE);
}

enum torn_step torn_take(struct torn *t, char byte, int64_t now_mono_ms)
{
    bool late = now_mono_ms - t->last_mono_ms > TORN_MS;
    enum torn_step step;

    if (!t->open)
        return TORN_NOT;
    t->last_mono_ms = now_mono_ms;
    if (late || byte < ' ' || byte > '~') /* Ctrl-C, the next Esc, a character: no part of any */
        return end(t, TORN_NOT);
    if (t->n == 0)
        return take_first(t, byte);
    if (t->skip > 0)
        return --t->skip ? TORN_MORE : end(t, TORN_WHOLE);
    step = t->n == 1 ? take_second(t, byte) : byte < '@' ? TORN_MORE : end(t, TORN_WHOLE);
    keep(t, byte);
    return step;
}

int torn_find_delay(void)
{
    static const char *const far[] = {"SSH_CONNECTION", "SSH_TTY", "STY"};

    for (size_t i = 0; i < ARRAY_LEN(far); i++)
        if (getenv(far[i]))
            return FAR_MS;
    return NEAR_MS;
}
