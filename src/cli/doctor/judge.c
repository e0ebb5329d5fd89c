#include "cli/doctor/judge.h"

#include "base/memory/array.h"
#include "base/text/format.h"
#include "base/text/text_line.h"

#include <inttypes.h>
#include <string.h>

enum {
    SKEW_MS = 30000,  /* beyond, ages and times left are wrong by what matters */
    LATE_MS = 900000, /* beyond, cfqtop shows no rates of before it came */
    MINUTE_MS = 60000,
    ENDS_SOON_MS = 7 * 86400000, /* of a token */
    LEAST_COLS = 40,
    LEAST_ROWS = 12
};

int64_t judge_skew(int64_t date_ms, int64_t sent_wall_ms, int64_t received_wall_ms)
{
    if (sent_wall_ms > date_ms + 999)
        return sent_wall_ms - (date_ms + 999);
    return received_wall_ms < date_ms ? received_wall_ms - date_ms : 0;
}

void judge_clock(struct findings *f, int64_t skew_ms)
{
    int64_t off = skew_ms < 0 ? -skew_ms : skew_ms;
    struct format span;

    if (off < 1000) {
        findings_set(f, CHECK_CLOCK, FINDING_OK, "as the server's, to the second");
        return;
    }
    findings_set(f, CHECK_CLOCK, off > SKEW_MS ? FINDING_WARNS : FINDING_OK, "%s %s the server's",
                 format_span(&span, off), skew_ms < 0 ? "behind" : "ahead of");
    if (off > SKEW_MS)
        findings_advise(f, CHECK_CLOCK, "set it: ages and ends are wrong by that");
}

void judge_token(struct findings *f, const struct token *t, const char *whose, int64_t now_ms)
{
    static const struct {
        enum finding_state state;
        const char *fact, *todo;
    } rows[] = {
        [TOKEN_UNKNOWN] = {FINDING_WARNS, "the API does not say if it is active", ""},
        [TOKEN_ACTIVE] = {FINDING_OK, "active", ""},
        [TOKEN_EXPIRED] = {FINDING_FAILS, "expired", "make a new one"},
        [TOKEN_DISABLED] = {FINDING_FAILS, "disabled", "enable it, or make a new one"},
        [TOKEN_BAD] = {FINDING_FAILS, "the API knows no such token", "check CLOUDFLARE_API_TOKEN"},
    };
    _Static_assert(ARRAY_LEN(rows) == TOKEN_STATES, "every state of a token is told");
    int64_t left_ms = t->ends_ms - now_ms;
    bool ends = t->state == TOKEN_ACTIVE && t->ends_ms >= 0;
    bool soon = ends && left_ms < ENDS_SOON_MS;
    struct format left;

    findings_set(f, CHECK_TOKEN, soon ? FINDING_WARNS : rows[t->state].state, "%s%s%s%s",
                 rows[t->state].fact, whose, ends ? ", ends in " : "",
                 ends ? format_span(&left, left_ms < 0 ? 0 : left_ms) : "");
    findings_advise(f, CHECK_TOKEN, "%s", soon ? "make a new one" : rows[t->state].todo);
}

int64_t judge_others(const struct rate *rate, int64_t own)
{
    int64_t used = rate->quota - rate->remaining;

    if (rate->quota < 0 || rate->remaining < 0)
        return -1;
    return used > own ? used - own : 0;
}

void judge_limit(struct findings *f, const struct rate *rate, int64_t others)
{
    bool low = rate->remaining < rate->quota / 4;
    struct format n;
    char text[160];
    struct text_line l = text_line(text, sizeof(text));

    if (rate->quota < 0 || rate->remaining < 0) {
        findings_set(f, CHECK_LIMIT, FINDING_WARNS, "the server does not say what is left of it");
        return;
    }
    text_line_add(&l, "%s of ", format_count(&n, rate->remaining));
    text_line_add(&l, "%s requests left", format_count(&n, rate->quota));
    if (rate->window_s > 0)
        text_line_add(&l, " in %s", format_duration(&n, rate->window_s * 1000));
    if (others >= 0)
        text_line_add(&l, ", used by others: %s", format_count(&n, others));
    findings_set(f, CHECK_LIMIT, low ? FINDING_WARNS : FINDING_OK, "%s", text);
    if (low)
        findings_advise(f, CHECK_LIMIT, "lower --budget");
}

void judge_newest(struct findings *f, int64_t minute_ms, int64_t now_ms)
{
    int64_t late_ms = now_ms - minute_ms - MINUTE_MS;
    struct format when, late;

    if (minute_ms < 0) {
        findings_set(f, CHECK_NEWEST, FINDING_WARNS,
                     "nothing of the last hour: idle queues, or late analytics");
        return;
    }
    findings_set(f, CHECK_NEWEST, late_ms > LATE_MS ? FINDING_WARNS : FINDING_OK,
                 "the newest minute is %s, which ended %s ago", format_utc_clock(&when, minute_ms),
                 format_span(&late, late_ms < 0 ? 0 : late_ms));
    if (late_ms > LATE_MS)
        findings_advise(f, CHECK_NEWEST, "no rates yet");
}

void judge_connection(struct findings *f, const char *host, bool plain, const struct arrival *a,
                      int64_t answer_ms)
{
    char text[160];
    struct text_line l = text_line(text, sizeof(text));

    if (!plain)
        text_line_add(&l, ", %s", a->tls[0] ? a->tls : "TLS of a kind that is not told");
    if (a->http == 20 || a->http == 30)
        text_line_add(&l, ", HTTP/%d", a->http / 10);
    else if (a->http)
        text_line_add(&l, ", HTTP/%d.%d", a->http / 10, a->http % 10);
    if (a->connect_ms >= 0)
        text_line_add(&l, ", connected in %" PRId64 " ms", a->connect_ms);
    text_line_add(&l, ", answer in %" PRId64 " ms", answer_ms);
    findings_set(f, CHECK_CONNECTION, FINDING_OK, "%s%s", host, text);
}

static const char *name_colors(const struct terminal *t)
{
    if (t->no_color)
        return "no colours (as asked)";
    if (t->colorterm && (!strcmp(t->colorterm, "truecolor") || !strcmp(t->colorterm, "24bit")))
        return "24-bit colours";
    return t->term && strstr(t->term, "256color") ? "256 colours" : "few colours";
}

void judge_terminal(struct findings *f, const struct terminal *t)
{
    bool utf8 = !strcmp(t->codeset, "UTF-8"), no_term = !t->term || !t->term[0];
    bool small = t->cols > 0 && (t->cols < LEAST_COLS || t->rows < LEAST_ROWS);
    bool dumb = !no_term && !strcmp(t->term, "dumb");

    if (no_term) {
        findings_set(f, CHECK_TERMINAL, FINDING_FAILS, "TERM is not set");
        findings_advise(f, CHECK_TERMINAL, "set it to what this is: xterm-256color?");
        return;
    }
    findings_set(f, CHECK_TERMINAL,
                 dumb || small || !(utf8 || t->ascii) ? FINDING_WARNS : FINDING_OK,
                 "%s, %s, %s, %dx%d", t->term, name_colors(t), utf8 ? "UTF-8" : "no UTF-8", t->cols,
                 t->rows);
    if (dumb)
        findings_advise(f, CHECK_TERMINAL, "set TERM");
    else if (small)
        findings_advise(f, CHECK_TERMINAL, "make it %dx%d", LEAST_COLS, LEAST_ROWS);
    else if (!utf8 && !t->ascii)
        findings_advise(f, CHECK_TERMINAL, "LANG=C.UTF-8");
}
