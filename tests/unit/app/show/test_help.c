/* Help: what stands on its pages and how it is laid out, its keys, and :help KEY or WORD. */
#include "tests/unit/seenkit.h"

#include "app/show/help/help_find.h"
#include "base/memory/array.h"
#include "base/text/dtext.h"
#include "base/text/glyph.h"
#include "parts/changes/outcomes.h"

#include <locale.h>

enum { PAGE_ROWS = 21 }; /* of a screen of 24 */

static void set_size(struct kit *k, size_t rows, int cols)
{
    struct app_sizes sizes = {rows, rows, rows, cols, rows, cols};

    app_settle(k->app);
    app_set_sizes(k->app, &sizes, k->now);
}

static const char *line(const struct kit *k, size_t i)
{
    static char text[1000];
    size_t n;
    const char *s = layout_line(&k->app->screen_pager.layout, i, &n);

    snprintf(text, sizeof(text), "%.*s", (int)n, s);
    return text;
}

static const char *page(const struct kit *k)
{
    return help_page_title(help_page_in_view(k->app));
}

/* The first line in sight has that part. */
static void expect_top(const struct kit *k, const char *part)
{
    seen_expect_part(line(k, seen_top(k)), part);
}

static void run(struct kit *k, const char *text)
{
    kit_type(k, ":", false);
    kit_type(k, text, false);
    kit_press(k, "Enter");
}

static void make(struct kit *k, struct help_entries *e)
{
    kit_ready(k, 3);
    help_entries_make(e, k->app);
}

static void every_action_is_on_a_page(void **state)
{
    struct help_entries e;
    struct kit k;

    (void)state;
    make(&k, &e);
    for (int i = 0; i < ACT_COUNT; i++) {
        bool told = false;

        for (size_t n = 0; n < e.n; n++)
            told |= e.items[n].action == action_teller((enum action_id)i) &&
                    e.items[n].section != HELP_COMMANDS;
        if (!told)
            fail_msg("\"%s\" is on no page of help", action_get((enum action_id)i)->name);
    }
    help_entries_free(&e);
    kit_free(&k);
}

/* Every name in braces is one, and so is every sign of every verdict, in its role; nothing else is
 * said to be one. */
static void signs_are_those_of_the_screen(void **state)
{
    static const struct {
        enum glyph sign;
        enum role role;
    } verdicts[] = {
#define VERDICT(kind, role, sign, print, of_trend) {GLYPH_##sign, ROLE_##role},
#include "parts/queues/verdicts.def"
        {GLYPH_CIRCLE, ROLE_STALE},
    };
    struct help_entries e;
    struct kit k;

    (void)state;
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
    for (int ascii = 0; ascii < 2; ascii++) {
        glyph_start(ascii);
        make(&k, &e);
        for (size_t i = 0; i < e.n; i++) {
            bool known = e.items[i].section != HELP_DRAIN;

            if (e.items[i].role != ROLE_KEY)
                assert_null(strchr(e.items[i].head, '{'));
            for (size_t v = 0; v < ARRAY_LEN(verdicts) && !known; v++)
                known = !strcmp(e.items[i].head, glyph(verdicts[v].sign)) &&
                        e.items[i].role == verdicts[v].role;
            if (!known)
                fail_msg("no verdict has the sign %s in that role", e.items[i].head);
        }
        for (size_t v = 0; v < ARRAY_LEN(verdicts); v++) {
            bool told = false;

            for (size_t i = 0; i < e.n; i++)
                told |= e.items[i].section == HELP_DRAIN &&
                        !strcmp(e.items[i].head, glyph(verdicts[v].sign));
            assert_true(told);
        }
        help_entries_free(&e);
        kit_free(&k);
    }
}

static void every_outcome_is_told(void **state)
{
    struct help_entries found;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    for (int i = OUTCOME_NONE + 1; i < OUTCOME_COUNT; i++) {
        assert_true(help_find(&found, k.app, outcome_name((enum outcome)i), NULL));
        help_entries_free(&found);
    }
    kit_free(&k);
}

/* As wide as the screen at most; from usual widths on without a word torn apart. */
static void lines_fit_and_words_are_whole(void **state)
{
    static const int widths[] = {200, 160, 100, 80, 76, 75, 60, 40, 20};
    struct help_entries e;
    struct kit k;

    (void)state;
    make(&k, &e);
    kit_press(&k, "?");
    for (size_t w = 0; w < ARRAY_LEN(widths); w++) {
        set_size(&k, PAGE_ROWS, widths[w]);
        for (size_t i = 0; i < k.app->screen_pager.layout.n; i++)
            assert_true(dtext_find_col(line(&k, i), strlen(line(&k, i)), 1000) <= widths[w]);
        for (size_t i = 0; i < e.n && widths[w] >= 40; i++)
            for (const char *at = e.items[i].text; *at; at += strspn(at, " ")) {
                char word[80];

                snprintf(word, sizeof(word), "%.*s", (int)strcspn(at, " "), at);
                at += strcspn(at, " ");
                if (!strstr(seen_screen_text(&k), word))
                    fail_msg("\"%s\" is torn at %d columns", word, widths[w]);
            }
    }
    help_entries_free(&e);
    kit_free(&k);
}

static void expect_fits(const struct kit *k, enum help_page p)
{
    const struct help_layout *l = &k->app->help.layout;

    if (l->ends[p] - l->starts[p] > PAGE_ROWS)
        fail_msg("%s has %zu lines, %d fit", help_page_title(p), l->ends[p] - l->starts[p],
                 PAGE_ROWS);
}

/* At 80x24, with whatever the tables have; one column has none beside it. */
static void a_page_is_a_screen(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "?");
    set_size(&k, PAGE_ROWS, 80);
    for (int p = 0; p < HELP_PAGES; p++)
        if (p != HELP_ON_COMMANDS)
            expect_fits(&k, (enum help_page)p);
    seen_expect_part(line(&k, 0), "WILL IT DRAIN");
    set_size(&k, PAGE_ROWS, 75);
    assert_null(strstr(line(&k, 0), "WILL IT DRAIN"));
    set_size(&k, 60, 160);
    expect_fits(&k, HELP_ON_QUEUES);
    assert_non_null(strstr(line(&k, k.app->help.layout.starts[HELP_ON_COMMANDS]), ":set NAME"));
    kit_free(&k);
}

/* The keys, as in the footer; what a sign is, as on the screen. */
static void heads_have_their_roles(void **state)
{
    const struct pager *p;
    size_t keys = 0;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "?");
    set_size(&k, PAGE_ROWS, 80);
    p = &k.app->screen_pager;
    for (size_t i = 0; i < p->n_spans; i++) {
        const struct pager_span *s = &p->spans[i];

        assert_true(s->line < p->layout.n && s->at + s->len <= strlen(line(&k, s->line)));
        assert_true(!i || s[-1].line < s->line ||
                    (s[-1].line == s->line && s[-1].at + s[-1].len <= s->at));
        keys += s->role == ROLE_KEY && !strncmp(line(&k, s->line) + s->at, "Ctrl-S", s->len);
    }
    assert_int_equal(keys, 2); /* of messages, and of the body */
    kit_free(&k);
}

static void the_page_of_the_place_comes_first(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "?");
    assert_string_equal(page(&k), "1 Queues");
    kit_press(&k, "? 2 ?");
    assert_string_equal(page(&k), "2 Messages");
    kit_press(&k, "F1 3 ?");
    assert_string_equal(page(&k), "3 Body");
    kit_press(&k, "q 1 , ?");
    assert_string_equal(page(&k), "3 Body");
    kit_press(&k, "Esc m ?");
    assert_string_equal(page(&k), "Graph");
    kit_press(&k, "q");
    seen_expect_screen(&k, "GRAPH"); /* where it was opened */
    kit_press(&k, "? ?");
    seen_expect_screen(&k, "GRAPH");
    kit_press(&k, "q");
    seen_expect_screen(&k, "");
    kit_free(&k);
}

static void keys_go_from_page_to_page(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "?");
    set_size(&k, PAGE_ROWS, 80);
    kit_press(&k, "Tab");
    assert_string_equal(page(&k), "2 Messages");
    expect_top(&k, "LOOK");
    kit_press(&k, "l Right");
    assert_string_equal(page(&k), "Graph");
    kit_press(&k, "h Shift-Tab Left");
    assert_string_equal(page(&k), "1 Queues");
    kit_press(&k, "Shift-Tab");
    assert_string_equal(page(&k), "Words"); /* round */
    expect_top(&k, "WORDS");
    kit_press(&k, "2");
    assert_string_equal(page(&k), "2 Messages");
    kit_wait(&k, 1000);
    kit_press(&k, "1 2 j"); /* a count after all: from where the view was */
    assert_int_equal(seen_top(&k), k.app->help.layout.starts[HELP_ON_MESSAGES] + 12);
    assert_string_equal(seen_pane(&k), "queues");
    kit_free(&k);
}

static void pages_are_scrolled_through(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "?");
    set_size(&k, PAGE_ROWS, 80);
    kit_press(&k, "PgDn");
    assert_int_equal(seen_top(&k), k.app->help.layout.starts[HELP_ON_MESSAGES]);
    kit_press(&k, "5 PgDn"); /* the commands have more than a screen */
    assert_string_equal(page(&k), "Commands");
    assert_int_equal(seen_top(&k), k.app->help.layout.starts[HELP_ON_COMMANDS] + PAGE_ROWS - 1);
    kit_press(&k, "PgUp PgUp PgUp PgUp");
    assert_string_equal(page(&k), "3 Body");
    kit_press(&k, "G");
    assert_string_equal(page(&k), "Words");
    kit_press(&k, "PgUp");
    assert_string_equal(page(&k), "Commands");
    assert_int_equal(seen_top(&k), k.app->help.layout.ends[HELP_ON_COMMANDS] - PAGE_ROWS);
    kit_press(&k, "g");
    assert_int_equal(seen_top(&k), 0);
    kit_free(&k);
}

static void a_search_goes_over_all_pages(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "?");
    set_size(&k, PAGE_ROWS, 80);
    kit_press(&k, "/");
    kit_type(&k, "poison\n", false);
    seen_expect_part(seen_said(&k), "match 1 of 1");
    assert_int_equal(seen_top(&k), k.app->help.layout.starts[HELP_ON_WORDS]);
    kit_press(&k, "g / Ctrl-U");
    kit_type(&k, "an alert begins\n", false); /* in the midst of a page, which is shown whole */
    assert_int_equal(seen_top(&k), k.app->help.layout.starts[HELP_ON_GRAPH]);
    kit_press(&k, "G / Ctrl-U");
    kit_type(&k, "dead-letter\n", false);
    set_size(&k, PAGE_ROWS + 5, 80);
    kit_press(&k, "n"); /* from the match on, though the text was made anew */
    seen_expect_part(seen_said(&k), "match 1 of");
    kit_press(&k, "n");
    seen_expect_part(seen_said(&k), "match 2 of");
    kit_press(&k, "/ Ctrl-U");
    kit_type(&k, "blanks\n", false); /* far down on a long page */
    assert_string_equal(page(&k), "Commands");
    assert_true(seen_top(&k) > k.app->help.layout.starts[HELP_ON_COMMANDS]);
    kit_free(&k);
}

static void the_place_is_kept(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "?");
    set_size(&k, PAGE_ROWS, 80);
    kit_press(&k, "Tab Tab j j j j j j");
    expect_top(&k, "n N");
    set_size(&k, 9, 40);
    assert_string_equal(page(&k), "3 Body");
    expect_top(&k, "n N");
    set_size(&k, 45, 160);
    expect_top(&k, "n N");
    run(&k, "set read-only");
    app_settle(k.app);
    expect_top(&k, "n N");
    kit_press(&k, "Shift-Tab Tab");
    set_size(&k, 9, 40);
    expect_top(&k, "LOOK");
    kit_press(&k, "Tab Tab Tab Tab");
    set_size(&k, 60, 200); /* the last page, in a view that has room for it and more */
    assert_string_equal(page(&k), "Words");
    expect_top(&k, "WORDS");
    kit_free(&k);
}

static void what_cannot_be_done_is_on_no_page(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "?");
    seen_expect_part(seen_screen_text(&k), "CHANGE");
    seen_expect_part(seen_screen_text(&k), ":pull");
    run(&k, "set read-only");
    app_settle(k.app);
    assert_null(strstr(seen_screen_text(&k), "CHANGE"));
    assert_null(strstr(seen_screen_text(&k), ":pull ["));
    assert_null(strstr(seen_screen_text(&k), "acknowledge: delete"));
    run(&k, "help P");
    seen_expect_part(seen_screen_text(&k), "! not now: read-only: set by :set");
    kit_press(&k, "Tab");
    seen_expect_part(seen_screen_text(&k), "MOUSE");
    run(&k, "set nomouse");
    app_settle(k.app);
    assert_null(strstr(seen_screen_text(&k), "MOUSE"));
    kit_free(&k);
}

/* All that a key does, in all places. */
static void a_key_is_told(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    run(&k, "help A");
    seen_expect_screen(&k, "HELP");
    seen_expect_part(seen_screen_text(&k), "2 Messages\n  A  acknowledge");
    seen_expect_part(seen_screen_text(&k), "messages, body . key.acknowledge\n");
    seen_expect_part(seen_screen_text(&k), "! not now: no queue is open: Enter peeks one");
    assert_int_equal(k.app->help.n_found, 1); /* though two pages have it */
    run(&k, "help Enter");
    seen_expect_part(seen_screen_text(&k), "queues . :open QUEUE . key.open\n");
    seen_expect_part(seen_screen_text(&k), "messages . key.open-body\n");
    seen_expect_part(seen_screen_text(&k), "body, fields . key.inspect\n");
    run(&k, "help p");
    assert_null(strstr(seen_screen_text(&k), "pull"));
    run(&k, "help ctrl-s");
    seen_expect_part(seen_screen_text(&k), ":export [FILE] . key.export");
    run(&k, "help :");
    seen_expect_part(seen_screen_text(&k), "key.command");
    run(&k, "help !"); /* a sign, too */
    seen_expect_part(seen_screen_text(&k), "key.journal");
    seen_expect_part(seen_screen_text(&k), "nobody takes from it");
    kit_press(&k, "Tab");
    assert_string_equal(page(&k), "1 Queues");
    kit_free(&k);
}

static void a_word_is_told(void **state)
{
    const char *text, *exact, *other;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    run(&k, "help LEASE");
    text = seen_screen_text(&k);
    exact = strstr(text, "what a pull gives");
    other = strstr(text, "peek: no lease");
    assert_non_null(exact);
    assert_non_null(other);
    assert_true(exact < other);
    run(&k, "help key.sort");
    seen_expect_part(seen_screen_text(&k), ":sort COLUMN [asc|desc] . key.sort");
    run(&k, "help :evidence");
    seen_expect_part(seen_screen_text(&k), ":evidence DIR");
    run(&k, "help budget");
    seen_expect_part(seen_screen_text(&k), "share of the API's limit");
    run(&k, "help att>=3");
    seen_expect_part(seen_screen_text(&k), "messages, with =");
    run(&k, "help visibility timeout");
    seen_expect_part(seen_screen_text(&k), "how long a lease lasts");
    set_size(&k, 9, 40); /* found anew */
    seen_expect_part(seen_screen_text(&k), "how long a lease");
    kit_press(&k, "q");
    seen_expect_screen(&k, "");
    kit_free(&k);
}

static void what_is_not_there_is_said(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "d");
    run(&k, "help laese");
    assert_string_equal(seen_refusal(&k), "help: nothing about \"laese\": did you mean lease?");
    kit_press(&k, "Esc");
    run(&k, "help xyzzy");
    assert_string_equal(seen_refusal(&k),
                        "help: nothing about \"xyzzy\": Tab offers words, ? has all");
    kit_press(&k, "Esc");
    seen_expect_screen(&k, "QUEUE");
    kit_free(&k);
}

static void tab_completes_words(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_type(&k, ":help vis", false);
    kit_press(&k, "Tab");
    assert_string_equal(seen_field(&k, 0), "help visibility timeout");
    kit_press(&k, "Ctrl-U");
    kit_type(&k, "help evi", false);
    kit_press(&k, "Tab");
    assert_string_equal(seen_field(&k, 0), "help evidence");
    kit_press(&k, "Ctrl-U");
    kit_type(&k, "help batc", false);
    kit_press(&k, "Tab");
    assert_string_equal(seen_field(&k, 0), "help batch-size");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_is_on_a_page),
        cmocka_unit_test(signs_are_those_of_the_screen),
        cmocka_unit_test(every_outcome_is_told),
        cmocka_unit_test(lines_fit_and_words_are_whole),
        cmocka_unit_test(a_page_is_a_screen),
        cmocka_unit_test(heads_have_their_roles),
        cmocka_unit_test(the_page_of_the_place_comes_first),
        cmocka_unit_test(keys_go_from_page_to_page),
        cmocka_unit_test(pages_are_scrolled_through),
        cmocka_unit_test(a_search_goes_over_all_pages),
        cmocka_unit_test(the_place_is_kept),
        cmocka_unit_test(what_cannot_be_done_is_on_no_page),
        cmocka_unit_test(a_key_is_told),
        cmocka_unit_test(a_word_is_told),
        cmocka_unit_test(what_is_not_there_is_said),
        cmocka_unit_test(tab_completes_words),
    };

    return cmocka_run_group_tests_name("help", tests, NULL, NULL);
}
