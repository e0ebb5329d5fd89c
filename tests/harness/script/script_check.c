#include "tests/harness/script/script_check.h"
#include "base/memory/array.h"

#include "base/memory/buf.h"
#include "base/memory/mem.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TEXT = 1 << 20 };

const char *check_anything(struct script_step *s)
{
    (void)s;
    return NULL;
}

const char *check_text(struct script_step *s)
{
    return *s->text ? NULL : "what?";
}

const char *check_escapes(struct script_step *s)
{
    static const char names[] = "rntea\\", bytes[] = "\r\n\t\033\a\\";
    char *out = s->text;

    for (const char *in = s->text; *in; in++) {
        const char *name;

        if (*in != '\\') {
            *out++ = *in;
            continue;
        }
        name = *++in ? strchr(names, *in) : NULL;
        if (!name)
            return "a backslash begins \\r, \\n, \\t, \\e, \\a or \\\\";
        *out++ = bytes[name - names];
    }
    *out = '\0';
    return check_text(s);
}

/* Characters that mean something in a regular expression get a backslash; where exact is not asked
 * for, blanks stand for as many as the screen has. */
static void append_literal(struct buf *out, const char *text, size_t len, bool exact)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] == ' ' && !exact) {
            buf_append_str(out, " +");
            i += strspn(text + i, " ") - 1;
            continue;
        }
        if (strchr("\\^$.[]|()*+?{}", text[i]))
            buf_append_byte(out, '\\');
        buf_append_byte(out, text[i]);
    }
}

/* Between the slashes, \n is the end of a row. */
static void append_regex(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        bool ends = text[i] == '\\' && i + 1 < len && text[i + 1] == 'n';

        buf_append_byte(out, ends ? '\n' : text[i]);
        if (text[i] == '\\' && !ends && i + 1 < len)
            buf_append_byte(out, text[++i]);
        i += ends;
    }
}

/* Whole rows, one below the other. */
static void append_rows(struct buf *out, const char *rows)
{
    for (const char *row = rows; *row; row += strcspn(row, "\n") + 1) {
        buf_append_str(out, row == rows ? "^" : "\n");
        append_literal(out, row + 1, strcspn(row, "\n") - 1, true);
        buf_append_str(out, " *$");
    }
}

static const char *compile(struct script_step *s, const char *text)
{
    size_t len = strlen(text);
    struct buf out;

    if (len == 0)
        return "what?";
    buf_init(&out, MAX_TEXT);
    if (*text == '|')
        append_rows(&out, text);
    else if (len > 2 && *text == '/' && text[len - 1] == '/')
        append_regex(&out, text + 1, len - 2);
    else
        append_literal(&out, text, len, false);
    s->regex = buf_take(&out);
    s->seen = mem_new(1, sizeof(*s->seen));
    if (regcomp(s->seen, s->regex, REG_EXTENDED | REG_NEWLINE) == 0)
        return NULL;
    free(s->seen);
    s->seen = NULL;
    return "that is no regular expression";
}

const char *check_seen(struct script_step *s)
{
    return compile(s, s->text);
}

/* The number that the text begins with; what follows the blanks behind it in *rest. */
static bool read_number(const char *text, int *number, const char **rest)
{
    char *end;
    long n = strtol(text, &end, 10);

    if (!isdigit((unsigned char)*text) || n > 1000000 || (*end && *end != ' '))
        return false;
    *number = (int)n;
    *rest = end + strspn(end, " ");
    return true;
}

const char *check_row(struct script_step *s)
{
    const char *rest;

    if (!read_number(s->text, &s->number, &rest))
        return "the number of a row, from 0, and what stands in it";
    return compile(s, rest);
}

/* Two numbers with a character between them. */
static bool read_pair(struct script_step *s, char between)
{
    char *end;

    s->number = (int)strtol(s->text, &end, 10);
    if (end == s->text || *end != between)
        return false;
    s->second = (int)strtol(end + 1, &end, 10);
    return !*end && isdigit((unsigned char)end[-1]);
}

const char *check_size(struct script_step *s)
{
    return read_pair(s, 'x') && s->number > 0 && s->second > 0 ? NULL
                                                               : "columns and rows, such as 80x24";
}

static void drop(const char *bytes, size_t len, void *user)
{
    (void)bytes;
    (void)len;
    (void)user;
}

const char *check_keys(struct script_step *s)
{
    struct screen *screen = screen_new(80, 24, drop, NULL);
    char *names = mem_copy_str(s->text), *rest = names;
    const char *why = check_text(s);

    for (char *name = strtok_r(rest, " ", &rest); name; name = strtok_r(NULL, " ", &rest))
        if (!screen_press_key(screen, name))
            why = "no such key (a word is typed with: type)";
    free(names);
    screen_free(screen);
    return why;
}

const char *check_variable(struct script_step *s)
{
    return *s->text && *s->text != '=' ? NULL : "NAME=VALUE, or NAME to unset it";
}

static bool is_object(const char *text)
{
    json_t *json = json_loads(text, 0, NULL);
    bool is = json_is_object(json);

    json_decref(json);
    return is;
}

const char *check_seed(struct script_step *s)
{
    if (*s->text == '{')
        return is_object(s->text) ? NULL : "that is not JSON";
    return check_word(s);
}

const char *check_json(struct script_step *s)
{
    size_t len = strcspn(s->text, " ");

    return s->text[len] && is_object(s->text + len) ? NULL : "a word and a JSON object";
}

const char *check_word(struct script_step *s)
{
    return *s->text && !strchr(s->text, ' ') ? NULL : "one word";
}

const char *check_number(struct script_step *s)
{
    const char *rest;

    return read_number(s->text, &s->number, &rest) && !*rest ? NULL : "a number";
}

/* Behind words words stands a number, which is cut off. */
static const char *cut_number(struct script_step *s, int words)
{
    char *last = strrchr(s->text, ' ');
    const char *rest;

    for (const char *p = s->text; *p; p++)
        words -= *p == ' ' && p[1] != ' ';
    if (words != 0 || !last || !read_number(last + 1, &s->number, &rest))
        return "another number of words, or no number behind them";
    while (last > s->text && *last == ' ')
        *last-- = '\0';
    return NULL;
}

const char *check_count(struct script_step *s)
{
    return cut_number(s, 1);
}

const char *check_state(struct script_step *s)
{
    static const char *const states[] = {" all", " ready", " leased", " delayed"};
    const char *why = cut_number(s, 2);
    char *state = strrchr(s->text, ' ');

    for (size_t i = 0; !why && i < ARRAY_LEN(states); i++)
        if (!strcmp(state, states[i]))
            return NULL;
    return why ? why : "messages are all, ready, leased or delayed";
}

const char *check_cursor(struct script_step *s)
{
    return !strcmp(s->text, "hidden") || read_pair(s, ',') ? NULL : "ROW,COL from 0,0, or hidden";
}

static const struct {
    const char *name;
    int number;
} signals[] = {{"TERM", SIGTERM}, {"HUP", SIGHUP}, {"KILL", SIGKILL}, {"INT", SIGINT}};

int signal_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(signals); i++)
        if (!strcmp(name, signals[i].name))
            return signals[i].number;
    return 0;
}

const char *check_signal(struct script_step *s)
{
    return signal_find(s->text) ? NULL : "TERM, HUP, KILL or INT";
}
