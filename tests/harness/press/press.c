#include "tests/harness/press/press.h"

#include "base/memory/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUEUES = 22, MESSAGES = 60, LINES = 200, CALLS = 45 };

const struct press_place press_places[PRESS_PLACES] = {
    {AT_QUEUES, IN_QUEUES, "queues", "M-2 g M-1 g", "━ 1 Queues .*22[ ,].* row 1 ", NULL, QUEUES,
     10},
    {AT_MESSAGES, IN_MESSAGES, "messages", "M-1 g M-2 g", "━ 2 Messages . a-orders", NULL, MESSAGES,
     10},
    {AT_BODY, IN_BODY, "body", "M-1 g M-2 g M-3 g", "━ 3 Body m0010000", "needle", 0, 14},
    {AT_HELP, IN_HELP, "help", "M-1 g M-2 g ? g", "━ Help", "queue", 0, 21},
    {AT_INFO, IN_SCREEN, "info", "M-1 g M-2 g i", "━ All fields", "field", 0, 21},
    {AT_DESCRIBE, IN_SCREEN, "describe", "M-2 g M-1 g d", "━ Describe", "maker", 0, 21},
    {AT_JOURNAL, IN_SCREEN, "journal", "M-1 g M-2 g ! g", "━ Calls ·", "metrics", 0, 21},
    {AT_GRAPH, IN_GRAPH, "graph", "M-2 g M-1 g m", "━ a-orders . 3h", NULL, 0, 21},
};

/* What is being pressed, for who reads a failure; "": nothing. */
static char now[200];

int press_end(void **state)
{
    if (now[0])
        print_error("while pressing %s\n", now);
    now[0] = '\0';
    return inspect_stop_all(state);
}

/* Long enough in every place to scroll by a page, and wide enough to scroll sideways. */
static void add_orders(struct buf *b)
{
    buf_append_str(b, "{\"name\":\"a-orders\",\"consumers\":[{\"type\":\"http_pull\","
                      "\"dead_letter_queue\":\"b-orders-dlq\",\"settings\":{\"max_retries\":99}}],"
                      "\"producers\":[");
    for (int n = 1; n <= 50; n++)
        buf_print(b, "%s{\"type\":\"worker\",\"script\":\"maker-%d-%080d\"}", n > 1 ? "," : "", n,
                  n);
    buf_append_str(b, "],\"messages\":[{\"id\":\"m0010000\",\"metadata\":{");
    for (int n = 1; n <= 50; n++)
        buf_print(b, "%s\"field-%d\":\"%080d\"", n > 1 ? "," : "", n, n);
    buf_append_str(b, "},\"body\":\"m001");
    for (int n = 1; n <= LINES; n++)
        buf_print(b, "\\nline %d %s %090d", n, n % 50 ? "" : "needle", n);
    buf_append_str(b, "\"}");
    for (int n = 2; n <= MESSAGES; n++)
        buf_print(b, ",{\"id\":\"m%03d0000\",\"body\":\"m%03d\"}", n, n);
    buf_append_str(b, "]}");
}

static void seed(struct sim *sim)
{
    struct buf b;
    char *text;

    buf_init(&b, 1 << 20);
    buf_append_str(&b, "{\"reset\":true,\"queues\":[");
    add_orders(&b);
    buf_append_str(&b, ",{\"name\":\"b-orders-dlq\",\"messages\":[{\"body\":\"dead\"}]}");
    for (int n = 3; n <= QUEUES; n++)
        buf_print(&b, ",{\"name\":\"queue-%02d\"}", n);
    buf_append_str(&b, "]}");
    text = buf_take(&b);
    sim_seed(sim, text);
    free(text);
}

/* Nothing is read behind the test's back: the interval is long. */
void press_start(struct press_kit *k)
{
    static const char *const pulled[] = {"-i", "1h",     "-n",       "60", "-t",
                                         "1h", "--pull", "a-orders", NULL};
    /* What it wrote would be there at once when the next one comes up, before that can be typed to.
     */
    static const char *const env[] = {
        "PAGER=sh -c 'echo paging; read -r line; printf \"\\033[H\\033[2J\"' pager", NULL};
    static const char *const peeked[] = {"-i", "1h", "-n", "60", "--read-only", "a-orders", NULL};

    if (!k->i.sim)
        k->i.sim = sim_start(NULL);
    seed(k->i.sim);
    sim_delete(k->i.sim, "/__sim/requests");
    inspect_start_term(
        &k->i, &(struct inspect_options){.args = k->read_only ? peeked : pulled, .env = env});
    term_wait_text(k->i.term, k->read_only ? "peeked, no lease . 60" : "PULLED 60");
    term_wait_text(k->i.term, "1 Queues .*22[ ,]");
}

void press_stop(struct press_kit *k)
{
    inspect_stop(&k->i);
    now[0] = '\0';
}

/* "PgDn Ctrl-F" as the harness calls them: "PgDn C-f". */
static void name_key(const char *name, char out[16])
{
    struct key key;

    assert_true(key_parse(name, &key));
    if (key.ctrl || key.code == K_ALT)
        snprintf(out, 16, "%c-%c", key.ctrl ? 'C' : 'M', (char)key.ch);
    else
        snprintf(out, 16, "%s", key.code == K_BACKTAB ? "S-Tab" : name);
}

/* Closes the screen that may be open. */
static void go_to_pane(struct term *t)
{
    static const char screen[] = "━ (Help|All fields|Describe|Calls ·|[a-z-]+ · 3h)";

    term_settle(t);
    if (!term_has_text(t, screen))
        return;
    term_keys(t, "q");
    term_wait_gone(t, screen);
}

/* How many calls the title of the open journal tells; -1: it is not there. */
static int count_calls(struct term *t)
{
    struct screen_point at;

    if (!term_find_text(t, "━ Calls · [0-9]+ · ", &at))
        return -1;
    return (int)strtol(strstr(term_row(t, at.row), "Calls · ") + strlen("Calls · "), NULL, 10);
}

static bool has_more_calls(struct term *t, void *arg)
{
    return count_calls(t) > *(const int *)arg;
}

/* Lines in the journal enough to scroll by a page, whatever else is asked of the server meanwhile.
 */
static void make_calls(struct press_kit *k)
{
    for (int n = 0, none = -1; n < CALLS;) {
        term_keys(k->i.term, "!");
        term_wait_until(k->i.term, has_more_calls, &none, "the journal");
        n = count_calls(k->i.term);
        term_keys(k->i.term, "! p !");
        term_wait_until(k->i.term, has_more_calls, &n, "one more call");
        n = count_calls(k->i.term);
        term_keys(k->i.term, "!");
        term_wait_gone(k->i.term, "━ Calls ·");
    }
}

static void go(struct press_kit *k, const struct press_place *place)
{
    if (place->at == AT_JOURNAL)
        make_calls(k);
    term_keys(k->i.term, place->keys);
    term_wait_text(k->i.term, place->title);
    term_settle(k->i.term);
}

static void look_and_press(const struct press *p)
{
    const struct press_step *s = p->step;

    if (s->after && term_has_text(p->t, s->after))
        term_fail(p->t, "what the key is to bring is there already");
    if (s->gone && !term_has_text(p->t, s->gone))
        term_fail(p->t, "what the key is to take away is not there");
    term_keys(p->t, p->key);
    if (s->after)
        term_wait_text(p->t, s->after);
    if (s->gone)
        term_wait_gone(p->t, s->gone);
}

static void undo(struct term *t, const struct press_step *s)
{
    if (!s->undo)
        return;
    term_keys(t, s->undo);
    if (s->after)
        term_wait_gone(t, s->after);
    if (s->gone)
        term_wait_text(t, s->gone);
}

void press_key(struct press_kit *k, const struct press_step *step, const struct press_place *place,
               const char *action, const char *key)
{
    char name[16];

    snprintf(now, sizeof(now), "%s (%s) in the %s", key, action, place->name);
    name_key(key, name);
    if (step->fresh) {
        term_stop(k->i.term);
        press_start(k);
    }
    go(k, place);
    if (step->first) {
        term_keys(k->i.term, step->first);
        term_settle(k->i.term);
    }
    (step->run ? step->run : look_and_press)(&(struct press){
        .sim = k->i.sim, .t = k->i.term, .step = step, .place = place, .key = name});
    if (step->fresh)
        return;
    undo(k->i.term, step);
    go_to_pane(k->i.term);
}

/* A request of an operation beyond those that were there. */
struct wanted {
    struct sim *sim;
    const char *op;
    int n;
};

static bool has_requests(struct term *t, void *arg)
{
    const struct wanted *w = arg;

    (void)t;
    return sim_count_requests(w->sim, w->op) >= w->n;
}

void press_reads(const struct press *p)
{
    struct wanted w = {p->sim, p->step->op, sim_count_requests(p->sim, p->step->op) + 1};

    term_keys(p->t, p->key);
    term_wait_until(p->t, has_requests, &w, "its request");
}

void press_stays(const struct press *p)
{
    term_keys(p->t, p->key);
    term_settle(p->t);
    term_wait_text(p->t, p->place->title);
}

/* The terminal shows rubbish that the program does not know of. */
void press_redraws(const struct press *p)
{
    static const char rubbish[] = "\033[H\033[2Jrubbish";

    screen_feed(term_screen(p->t), rubbish, strlen(rubbish));
    assert_true(term_has_text(p->t, "rubbish"));
    assert_false(term_has_text(p->t, p->place->title));
    term_keys(p->t, p->key);
    term_wait_text(p->t, p->place->title);
    term_wait_gone(p->t, "rubbish");
}

void press_suspends(const struct press *p)
{
    term_keys(p->t, p->key);
    term_wait_stopped(p->t);
    assert_true(term_is_cooked(p->t));
    assert_false(term_is_alternate(p->t));
    term_continue(p->t);
    term_wait_text(p->t, p->place->title);
    term_wait_mode(p->t, 1049, true);
}

void press_quits(const struct press *p)
{
    term_keys(p->t, p->key);
    term_wait_exit(p->t, NULL);
    term_wait_text(p->t, "^cfqtop: released 60 leases");
    assert_true(term_is_cooked(p->t));
}
