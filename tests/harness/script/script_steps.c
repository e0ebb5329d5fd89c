#include "base/memory/array.h"
#include "tests/harness/script/script_check.h"

#include "base/memory/mem.h"
#include "body/decode/base64.h"
#include "tests/harness/program/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

/* Of the running test: static, so that it can be tidied up when a step fails. */
static struct play play;

_Noreturn static void fail_step(struct play *p, const struct script_step *s, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void fail_step(struct play *p, const struct script_step *s, const char *fmt, ...)
{
    char why[1000];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(why, sizeof(why), fmt, ap);
    va_end(ap);
    if (p->i.term)
        term_fail_at(p->i.term, why, s->path, s->line);
    print_error("%s\n", why);
    _fail(s->path, s->line);
    abort();
}

/* Every key is dealt with and its frame is whole. */
static void settle(struct play *p, const struct script_step *s)
{
    if (p->i.term && !term_has_exited(p->i.term, NULL) && !term_is_stopped(p->i.term))
        term_settle_at(p->i.term, s->path, s->line);
}

static struct sim *need_sim(struct play *p)
{
    if (!p->i.sim)
        p->i.sim = sim_start(NULL);
    return p->i.sim;
}

static void run_seed(struct play *p, const struct script_step *s)
{
    sim_seed(need_sim(p), s->text);
    p->is_seeded = true;
}

static void run_size(struct play *p, const struct script_step *s)
{
    p->options.cols = s->number;
    p->options.rows = s->second;
}

static void run_env(struct play *p, const struct script_step *s)
{
    if (p->n_env == SCRIPT_WORDS - 1)
        fail_step(p, s, "too many variables");
    p->env[p->n_env++] = s->text;
}

static void run_home(struct play *p, const struct script_step *s)
{
    p->home = place_new_home();
    if (!p->home)
        fail_step(p, s, "no folder to be had");
}

static void run_start(struct play *p, const struct script_step *s)
{
    int n = 0;

    if (p->i.term && !term_has_exited(p->i.term, NULL))
        fail_step(p, s, "the one that was started before still runs");
    term_stop(p->i.term);
    p->i.term = NULL;
    if (!p->is_seeded)
        sim_seed(need_sim(p), INSPECT_SEED);
    p->is_seeded = true;
    free(p->words);
    p->words = mem_copy_str(s->text);
    for (char *rest = p->words, *word; (word = strtok_r(NULL, " ", &rest)) != NULL;)
        if (n < SCRIPT_WORDS - 1)
            p->args[n++] = word;
    p->args[n] = NULL;
    p->options.args = p->args;
    p->options.env = p->env;
    p->options.home = p->home;
    inspect_start_term(&p->i, &p->options);
}

static void run_keys(struct play *p, const struct script_step *s)
{
    term_keys_at(p->i.term, s->text, s->path, s->line);
}

static void run_type(struct play *p, const struct script_step *s)
{
    term_send(p->i.term, s->text);
}

static void run_paste(struct play *p, const struct script_step *s)
{
    screen_paste(term_screen(p->i.term), s->text);
    term_send(p->i.term, "");
}

/* The mouse, where the text stands. */
static void press_at(struct play *p, const struct script_step *s, const char *what, int times)
{
    struct screen_point at;
    char name[60];

    term_wait_text_at(p->i.term, s->regex, s->path, s->line);
    if (!term_find_text(p->i.term, s->regex, &at))
        fail_step(p, s, "it is gone again");
    snprintf(name, sizeof(name), "%s:%d,%d", what, at.row, at.col);
    while (times-- > 0)
        term_keys_at(p->i.term, name, s->path, s->line);
}

static void run_click(struct play *p, const struct script_step *s)
{
    press_at(p, s, "click", 1);
}

static void run_doubleclick(struct play *p, const struct script_step *s)
{
    press_at(p, s, "click", 2);
}

static void run_wheelup(struct play *p, const struct script_step *s)
{
    press_at(p, s, "wheelup", 1);
}

static void run_wheeldown(struct play *p, const struct script_step *s)
{
    press_at(p, s, "wheeldown", 1);
}

static void run_resize(struct play *p, const struct script_step *s)
{
    term_resize(p->i.term, s->number, s->second);
}

static void run_signal(struct play *p, const struct script_step *s)
{
    term_signal(p->i.term, signal_find(s->text));
}

static void run_continue(struct play *p, const struct script_step *s)
{
    (void)s;
    term_continue(p->i.term);
}

/* The control path that begins with the first word of the step. */
static void run_post(struct play *p, const struct script_step *s)
{
    char path[100];

    snprintf(path, sizeof(path), "/__sim/%.*s", (int)strcspn(s->text, " "), s->text);
    sim_post(need_sim(p), path, "%s", s->text + strcspn(s->text, " "));
}

static void run_delete(struct play *p, const struct script_step *s)
{
    char path[100];

    snprintf(path, sizeof(path), "/__sim/%s", s->text);
    sim_delete(need_sim(p), path);
}

static void run_offline(struct play *p, const struct script_step *s)
{
    (void)s;
    sim_stop(p->i.sim);
    p->i.sim = NULL;
}

static void run_see(struct play *p, const struct script_step *s)
{
    term_wait_text_at(p->i.term, s->regex, s->path, s->line);
}

static void run_gone(struct play *p, const struct script_step *s)
{
    term_wait_gone_at(p->i.term, s->regex, s->path, s->line);
}

static void run_row(struct play *p, const struct script_step *s)
{
    term_wait_row_at(p->i.term, s->number, s->regex, s->path, s->line);
}

static void run_still(struct play *p, const struct script_step *s)
{
    settle(p, s);
    if (!term_has_text(p->i.term, s->regex))
        fail_step(p, s, "no longer there: /%s/", s->regex);
}

static void run_lacks(struct play *p, const struct script_step *s)
{
    settle(p, s);
    if (term_has_text(p->i.term, s->regex))
        fail_step(p, s, "must not be there: /%s/", s->regex);
}

static void run_cursor(struct play *p, const struct script_step *s)
{
    struct screen_point at;
    char found[40] = "hidden";

    settle(p, s);
    at = term_cursor(p->i.term);
    if (term_is_cursor_visible(p->i.term))
        snprintf(found, sizeof(found), "%d,%d", at.row, at.col);
    if (strcmp(found, s->text) != 0)
        fail_step(p, s, "the cursor is %s, not %s", found, s->text);
}

/* Counts until there are as many as are expected. */
static void wait_count(struct play *p, const struct script_step *s,
                       int count(struct play *p, const struct script_step *s))
{
    int n = 0;

    if (!p->i.sim)
        fail_step(p, s, "the server is offline");
    for (int ms = 0; ms < term_limit_ms(); ms += 20) {
        settle(p, s);
        n = count(p, s);
        if (n == s->number)
            return;
        term_pump(p->i.term, 20);
    }
    fail_step(p, s, "%d, not %d: %s %s", n, s->number, s->word->name, s->text);
}

static int count_requests(struct play *p, const struct script_step *s)
{
    return sim_count_requests(p->i.sim, s->text);
}

static int count_changes(struct play *p, const struct script_step *s)
{
    (void)s;
    return sim_count_state_changes(p->i.sim);
}

static int count_messages(struct play *p, const struct script_step *s)
{
    size_t len = strcspn(s->text, " ");
    char *queue = mem_copy_bytes(s->text, len);
    int n = sim_count_messages(p->i.sim, queue, s->text + len + strspn(s->text + len, " "));

    free(queue);
    return n;
}

static void run_requests(struct play *p, const struct script_step *s)
{
    wait_count(p, s, count_requests);
}

static void run_changes(struct play *p, const struct script_step *s)
{
    wait_count(p, s, count_changes);
}

static void run_messages(struct play *p, const struct script_step *s)
{
    wait_count(p, s, count_messages);
}

/* All that wanted has is in found; it may have more members, not more items. */
static bool has_all(const json_t *found, const json_t *wanted)
{
    void *at = json_object_iter((json_t *)(uintptr_t)wanted);
    size_t n = json_array_size(wanted);

    if (!json_is_object(wanted) && !json_is_array(wanted))
        return json_equal(found, wanted);
    for (; at; at = json_object_iter_next((json_t *)(uintptr_t)wanted, at))
        if (!has_all(json_object_get(found, json_object_iter_key(at)), json_object_iter_value(at)))
            return false;
    for (size_t i = 0; i < n; i++)
        if (!has_all(json_array_get(found, i), json_array_get(wanted, i)))
            return false;
    return json_typeof(found) == json_typeof(wanted) && json_array_size(found) == n;
}

/* The body of the last request of that kind. */
static void run_sent(struct play *p, const struct script_step *s)
{
    size_t len = strcspn(s->text, " "), index;
    json_t *wanted = json_loads(s->text + len, 0, NULL), *requests, *r;
    const char *last = NULL;
    json_t *found;
    bool has;

    settle(p, s);
    requests = sim_get(p->i.sim, "/__sim/requests");
    json_array_foreach (requests, index, r) {
        const char *op = json_string_value(json_object_get(r, "op"));

        if (op && strlen(op) == len && !strncmp(op, s->text, len))
            last = json_string_value(json_object_get(r, "body"));
    }
    found = last ? json_loads(last, 0, NULL) : NULL;
    has = found && has_all(found, wanted);
    json_decref(wanted);
    json_decref(found);
    if (!has)
        fail_step(p, s, "not what was sent: %s", last ? last : "(no such request)");
    json_decref(requests);
}

/* The shell finds its terminal as it left it. */
static void check_whole(struct play *p, const struct script_step *s)
{
    struct term *t = p->i.term;

    if (!term_is_cooked(t) || term_is_alternate(t) || !term_is_cursor_visible(t) ||
        term_mode(t, 2004) || term_mode(t, 1006))
        fail_step(p, s, "the terminal is not given back whole");
}

static void run_exit(struct play *p, const struct script_step *s)
{
    int status;

    term_wait_exit_at(p->i.term, &status, s->path, s->line);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != s->number)
        fail_step(p, s, "wait status 0x%x", (unsigned)status);
    check_whole(p, s);
}

static void run_killed(struct play *p, const struct script_step *s)
{
    term_wait_exit_at(p->i.term, NULL, s->path, s->line);
    p->allow |= ESCAPE_ALLOW_CUT;
}

static void run_stopped(struct play *p, const struct script_step *s)
{
    term_wait_stopped_at(p->i.term, s->path, s->line);
    check_whole(p, s);
}

static void run_wrote(struct play *p, const struct script_step *s)
{
    term_wait_raw_at(p->i.term, 0, s->text, s->path, s->line);
}

static void run_unwritten(struct play *p, const struct script_step *s)
{
    settle(p, s);
    if (term_raw_contains(p->i.term, 0, s->text))
        fail_step(p, s, "must not be written: %s", s->text);
}

static void run_clipboard(struct play *p, const struct script_step *s)
{
    struct buf coded;

    buf_init(&coded, 1 << 20);
    buf_append_str(&coded, "\033]52;c;");
    base64_encode(s->text, strlen(s->text), &coded);
    buf_append_str(&coded, "\a");
    p->allow |= ESCAPE_ALLOW_CLIPBOARD;
    term_wait_raw_at(p->i.term, 0, coded.bytes, s->path, s->line);
    buf_free(&coded);
}

static const struct step_word words[] = {
    {"seed", STEP_SERVER, check_seed, run_seed},
    {"size", STEP_BEFORE, check_size, run_size},
    {"env", STEP_BEFORE, check_variable, run_env},
    {"home", STEP_BEFORE, NULL, run_home},
    {"start", STEP_START, check_anything, run_start},
    {"keys", STEP_ACT, check_keys, run_keys},
    {"type", STEP_ACT, check_escapes, run_type},
    {"paste", STEP_ACT, check_escapes, run_paste},
    {"click", STEP_ACT, check_seen, run_click},
    {"doubleclick", STEP_ACT, check_seen, run_doubleclick},
    {"wheelup", STEP_ACT, check_seen, run_wheelup},
    {"wheeldown", STEP_ACT, check_seen, run_wheeldown},
    {"resize", STEP_ACT, check_size, run_resize},
    {"signal", STEP_ACT, check_signal, run_signal},
    {"continue", STEP_ACT, NULL, run_continue},
    {"post", STEP_SERVER, check_json, run_post},
    {"delete", STEP_SERVER, check_word, run_delete},
    {"offline", STEP_SERVER, NULL, run_offline},
    {"see", STEP_EXPECT, check_seen, run_see},
    {"gone", STEP_EXPECT, check_seen, run_gone},
    {"row", STEP_EXPECT, check_row, run_row},
    {"still", STEP_EXPECT, check_seen, run_still},
    {"lacks", STEP_EXPECT, check_seen, run_lacks},
    {"cursor", STEP_EXPECT, check_cursor, run_cursor},
    {"requests", STEP_EXPECT, check_count, run_requests},
    {"changes", STEP_EXPECT, check_number, run_changes},
    {"messages", STEP_EXPECT, check_state, run_messages},
    {"sent", STEP_EXPECT, check_json, run_sent},
    {"exit", STEP_EXPECT, check_number, run_exit},
    {"killed", STEP_EXPECT, NULL, run_killed},
    {"stopped", STEP_EXPECT, NULL, run_stopped},
    {"wrote", STEP_EXPECT, check_escapes, run_wrote},
    {"unwritten", STEP_EXPECT, check_escapes, run_unwritten},
    {"clipboard", STEP_EXPECT, check_text, run_clipboard},
};

const struct step_word *step_word_at(size_t i)
{
    return i < ARRAY_LEN(words) ? &words[i] : NULL;
}

const struct step_word *step_find_word(const char *name, size_t len)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (strlen(words[i].name) == len && !strncmp(words[i].name, name, len))
            return &words[i];
    return NULL;
}

void script_run(const struct script_test *test)
{
    const struct script_step *last = &test->steps[test->n - 1];

    play = (struct play){0};
    for (size_t i = 0; i < test->n; i++) {
        play.step = &test->steps[i];
        play.step->word->run(&play, play.step);
    }
    settle(&play, last);
    term_assert_clean_at(play.i.term, play.allow, last->path, last->line);
    play.step = NULL;
}

int script_end(void **state)
{
    int failed;

    if (play.step)
        print_error("%s:%d: in this step: %s %s\n", play.step->path, play.step->line,
                    play.step->word->name, play.step->text);
    failed = inspect_stop_all(state);
    sim_stop(play.i.sim);
    if (play.home)
        place_delete_home(play.home);
    free(play.home);
    free(play.words);
    play = (struct play){0};
    return failed;
}
