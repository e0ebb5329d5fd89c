#include "ui/term/input/input.h"

#include "base/memory/array.h"
#include "base/os/clock.h"
#include "ui/term/input/torn.h"

#include <assert.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>
#include <wchar.h>

#include <curses.h>

/* Above the codes that curses gives to the extended keys of terminfo. */
enum { CODE_PASTE_START = 0x4000, CODE_PASTE_END };
enum { NO_BYTE = -2 };
enum { BYTE_CTRL_C = 3, BYTE_ESC = 27 };

/* What terminals send whatever TERM says; only those that its entry lacks are added. */
static const struct {
    const char *bytes;
    int code;
} sequences[] = {
    {"\033[200~", CODE_PASTE_START},
    {"\033[201~", CODE_PASTE_END},
    {"\033[A", KEY_UP},
    {"\033OA", KEY_UP},
    {"\033[B", KEY_DOWN},
    {"\033OB", KEY_DOWN},
    {"\033[C", KEY_RIGHT},
    {"\033OC", KEY_RIGHT},
    {"\033[D", KEY_LEFT},
    {"\033OD", KEY_LEFT},
    {"\033[H", KEY_HOME},
    {"\033OH", KEY_HOME},
    {"\033[1~", KEY_HOME},
    {"\033[7~", KEY_HOME},
    {"\033[F", KEY_END},
    {"\033OF", KEY_END},
    {"\033[4~", KEY_END},
    {"\033[8~", KEY_END},
    {"\033[3~", KEY_DC},
    {"\033[5~", KEY_PPAGE},
    {"\033[6~", KEY_NPAGE},
    {"\033[Z", KEY_BTAB},
    {"\033OM", KEY_ENTER},
    {"\033OP", KEY_F(1)},
    {"\033OQ", KEY_F(2)},
    {"\033OR", KEY_F(3)},
    {"\033OS", KEY_F(4)},
    {"\033[11~", KEY_F(1)},
    {"\033[12~", KEY_F(2)},
    {"\033[13~", KEY_F(3)},
    {"\033[14~", KEY_F(4)},
    {"\033[15~", KEY_F(5)},
    {"\033[17~", KEY_F(6)},
    {"\033[18~", KEY_F(7)},
    {"\033[19~", KEY_F(8)},
    {"\033[20~", KEY_F(9)},
    {"\033[21~", KEY_F(10)},
    {"\033[23~", KEY_F(11)},
    {"\033[24~", KEY_F(12)},
};

static const struct {
    int code;
    enum key_code key;
} code_keys[] = {
    {KEY_ENTER, K_ENTER}, {KEY_BTAB, K_BACKTAB}, {KEY_BACKSPACE, K_BACKSPACE},
    {KEY_DC, K_DELETE},   {KEY_UP, K_UP},        {KEY_DOWN, K_DOWN},
    {KEY_LEFT, K_LEFT},   {KEY_RIGHT, K_RIGHT},  {KEY_HOME, K_HOME},
    {KEY_FIND, K_HOME},   {KEY_END, K_END},      {KEY_SELECT, K_END},
    {KEY_PPAGE, K_PGUP},  {KEY_NPAGE, K_PGDN},
};

static struct {
    WINDOW *pad;
    pthread_t owner;
    int held;     /* a byte or code read too early; NO_BYTE: none */
    bool dry;     /* nothing was waiting before the byte at hand */
    bool escaped; /* the byte before was an Esc that came alone */
    struct torn torn;
    struct report report;
    bool pasting;        /* between the two marks */
    int mark;            /* bytes seen of a mark that came as single bytes */
    char mark_digit;     /* '0' starts a paste, '1' ends it */
    mbstate_t character; /* of a character that is not complete yet */
} in;

void input_start(void *pad)
{
    memset(&in, 0, sizeof(in));
    in.pad = pad;
    in.owner = pthread_self();
    in.held = NO_BYTE;
    in.dry = true;
    if (!pad)
        return;
    /* curses knows only how a mouse report begins; what follows would come as letters. */
    define_key(NULL, KEY_MOUSE);
    for (size_t i = 0; i < ARRAY_LEN(sequences); i++)
        if (key_defined(sequences[i].bytes) == 0)
            define_key(sequences[i].bytes, sequences[i].code);
}

/* A byte, a code of curses (KEY_MIN and above), or ERR. */
static int next_input(void)
{
    int c = in.held;

    in.held = NO_BYTE;
    /* Bytes, not wget_wch(): that loses a character whose bytes arrive apart, and every key of a
     * burst behind a byte that is none. */
    return c == NO_BYTE ? wgetch(in.pad) : c;
}

/* Follows ESC [ 2 0 0 ~ and ESC [ 2 0 1 ~ byte by byte, for a mark that came so slowly that curses
 * took it for single keys.  True when c completes one; pasting is set then. */
static bool follow_mark(int c)
{
    static const char form[] = "\033[20?~";
    bool fits = in.mark == 4 ? c == '0' || c == '1' : c == form[in.mark];

    if (!fits) {
        in.mark = c == BYTE_ESC ? 1 : 0;
        return false;
    }
    if (in.mark == 4)
        in.mark_digit = (char)c;
    if (form[++in.mark])
        return false;
    in.mark = 0;
    in.pasting = in.mark_digit == '0';
    return true;
}

/* Feeds one byte; true when it completes a character. */
static bool take_byte(int c, wchar_t *wc)
{
    char byte = (char)c;
    bool clean = mbsinit(&in.character) != 0;
    size_t n = mbrtowc(wc, &byte, 1, &in.character);

    if (n == 0) {
        *wc = 0;
        return true;
    }
    if (n == 1)
        return true;
    if (n == (size_t)-2)
        return false;
    memset(&in.character, 0, sizeof(in.character));
    return clean ? false : take_byte(c, wc); /* the bytes before were at fault: c starts anew */
}

static bool set_key(struct key *out, enum key_code code, uint32_t ch, bool ctrl)
{
    *out = (struct key){.code = code, .ch = ch, .ctrl = ctrl, .pasted = in.pasting};
    return true;
}

static bool take_character(wchar_t wc, struct key *out)
{
    uint32_t ch = (uint32_t)wc;

    if (ch == '\r' || ch == '\n')
        return set_key(out, K_ENTER, 0, false);
    if (ch == '\t')
        return set_key(out, K_TAB, 0, false);
    if (in.pasting && (ch < ' ' || ch == 0x7f))
        return false;
    if (ch == '\b' || ch == 0x7f)
        return set_key(out, K_BACKSPACE, 0, false);
    if (ch >= 1 && ch <= 26)
        return set_key(out, K_CHAR, 'a' + ch - 1, true);
    if (ch < ' ' || (ch >= 0x80 && ch < 0xa0))
        return false;
    return set_key(out, K_CHAR, ch, false);
}

static bool take_code(int code, struct key *out)
{
    memset(&in.character, 0, sizeof(in.character));
    in.mark = 0;
    torn_end(&in.torn);
    if (code == CODE_PASTE_START || code == CODE_PASTE_END) {
        in.pasting = code == CODE_PASTE_START;
        return false;
    }
    if (in.pasting)
        return false;
    if (code >= KEY_F(1) && code <= KEY_F(12))
        return set_key(out, (enum key_code)(K_F1 + (code - KEY_F(1))), 0, false);
    for (size_t i = 0; i < ARRAY_LEN(code_keys); i++)
        if (code_keys[i].code == code)
            return set_key(out, code_keys[i].key, 0, false);
    return false;
}

/* The rest of the character that c begins: Alt with a key. */
static bool take_alt(int c, struct key *out)
{
    wchar_t wc = 0;

    while (!take_byte(c, &wc)) {
        c = next_input();
        if (c == ERR || c >= KEY_MIN) {
            in.held = c == ERR ? NO_BYTE : c;
            return false;
        }
        follow_mark(c);
    }
    return take_character(wc, out) && out->code == K_CHAR && out->ch > ' ' && !out->ctrl &&
           set_key(out, K_ALT, out->ch, false);
}

/* Esc has been taken for the key already, and went back one level: what only moves is done, as
 * whoever pressed the key wanted, and nothing else. */
static bool take_torn_key(struct key *out)
{
    static const int safe[] = {KEY_UP,   KEY_DOWN, KEY_LEFT,  KEY_RIGHT,
                               KEY_HOME, KEY_END,  KEY_PPAGE, KEY_NPAGE};
    int code = 0;

    for (size_t i = 0; i < ARRAY_LEN(sequences) && in.torn.n < sizeof(in.torn.text); i++)
        if (!strcmp(sequences[i].bytes + 1, in.torn.text))
            code = sequences[i].code;
    for (size_t i = 0; i < ARRAY_LEN(safe); i++)
        if (code == safe[i])
            return take_code(code, out);
    return false;
}

/* true: c is of a sequence; then *is_key says whether it was a key. */
static bool take_of_sequence(int c, struct key *out, bool *is_key)
{
    enum torn_step step = torn_take(&in.torn, (char)c, clock_now().mono_ms);

    *is_key = step == TORN_WHOLE && take_torn_key(out);
    if (step == TORN_MOUSE)
        report_begin(&in.report, REPORT_MOUSE);
    else if (step == TORN_ANSWER || step == TORN_TO_SAY)
        report_begin(&in.report, REPORT_ANSWER);
    if (step == TORN_TO_SAY)
        report_take(&in.report, (char)c);
    return step != TORN_NOT;
}

static bool take_escape(struct key *out)
{
    int c = next_input();
    bool is_key = false;

    torn_begin(&in.torn, c == ERR, clock_now().mono_ms);
    if (c == ERR) {
        in.dry = in.escaped = true;
        return set_key(out, K_ESC, 0, false);
    }
    if (c == BYTE_ESC || c >= KEY_MIN) {
        torn_end(&in.torn);
        in.held = c;
        return set_key(out, K_ESC, 0, false);
    }
    follow_mark(c);
    if (take_of_sequence(c, out, &is_key))
        return is_key;
    if (strchr("P_^X", c) && c)
        report_begin(&in.report, REPORT_STRING);
    else
        return take_alt(c, out);
    return false;
}

/* On a slow line the Esc of a report may have come alone; what then follows is no key. */
static bool take_late_report(int c)
{
    int begin = c == '[' ? '<' : c == ']' ? '1' : ERR;
    int next = begin == ERR ? ERR : next_input();

    if (next == ERR)
        return false;
    in.held = next;
    if (next != begin)
        return false;
    report_begin(&in.report, c == '[' ? REPORT_MOUSE : REPORT_ANSWER);
    in.mark = 0;
    if (c == '[')
        in.held = NO_BYTE;
    return true;
}

static bool finish_report(struct input *out)
{
    struct report r = in.report;

    report_begin(&in.report, REPORT_NONE);
    if (r.kind == REPORT_MOUSE && report_read_mouse(&r, &out->mouse)) {
        out->kind = INPUT_MOUSE;
        return true;
    }
    if (r.kind == REPORT_ANSWER && report_read_background(&r, &out->light)) {
        out->kind = INPUT_BACKGROUND;
        return true;
    }
    return false;
}

static bool take_key(int c, bool first, struct key *out)
{
    bool escaped = in.escaped, is_key = false;
    wchar_t wc;

    in.escaped = false;
    if (c >= KEY_MIN)
        return c != KEY_RESIZE && take_code(c, out);
    /* A way out when the end of a paste was lost: Ctrl-C that did not come with other bytes. */
    if (in.pasting && first && c == BYTE_CTRL_C)
        in.pasting = false;
    if (follow_mark(c)) {
        torn_end(&in.torn);
        return false;
    }
    if (in.pasting && in.mark > 0)
        return false;
    if (!in.pasting && in.torn.open && take_of_sequence(c, out, &is_key))
        return is_key;
    if (escaped && take_late_report(c))
        return false;
    if (c == BYTE_ESC)
        return take_escape(out);
    return take_byte(c, &wc) && take_character(wc, out);
}

static bool take_input(int c, bool first, struct input *out)
{
    bool was_ending = in.report.ending;
    enum report_step step;

    if (in.report.kind == REPORT_NONE)
        return take_key(c, first, &out->key);
    step = c < KEY_MIN ? report_take(&in.report, (char)c) : REPORT_BROKEN;
    switch (step) {
    case REPORT_MORE: follow_mark(c); return false;
    case REPORT_WHOLE: follow_mark(c); return finish_report(out);
    case REPORT_BROKEN: break;
    }
    report_begin(&in.report, REPORT_NONE);
    if (!was_ending || c >= KEY_MIN)
        return take_key(c, first, &out->key);
    in.held = c; /* the ESC did not end the string: it begins what comes now */
    return take_escape(&out->key);
}

bool input_read(struct input *out)
{
    assert(pthread_equal(in.owner, pthread_self()));
    out->kind = INPUT_KEY;
    if (!in.pad)
        return false;
    for (;;) {
        int c = next_input();
        bool first = in.dry;

        in.dry = c == ERR;
        if (c == ERR) {
            report_pause(&in.report);
            return false;
        }
        if (take_input(c, first, out))
            return true;
    }
}
