/* A queue with a body of every form, and everything that a person does with a body, on each. */
#include "tests/e2e/take/takekit.h"
#include "tests/harness/program/place.h"
#include "tests/unit/formskit.h"

static char *make_seed(void)
{
    struct buf seed;

    buf_init(&seed, 1 << 16);
    buf_append_str(&seed, "{\"reset\":true,\"queues\":[{\"name\":\"forms\",\"consumers\":["
                          "{\"type\":\"http_pull\"}],\"messages\":[");
    for (enum body_form form = 0; form < BODY_FORMS; form++)
        buf_print(&seed, "%s{\"id\":\"id-%s\",\"content_type\":\"%s\",\"body_base64\":\"%s\"}",
                  form ? "," : "", forms_names[form], form_samples[form].type,
                  form_samples[form].base64);
    buf_append_str(&seed, "]}]}");
    return buf_take(&seed);
}

/* In a folder of its own, all messages in the list; wide enough for previews. */
static void start(struct take *k, const char *const *env)
{
    char title[60], *seed = make_seed();

    take_enter(k);
    inspect_start(&k->i, &(struct inspect_options){.cols = 100,
                                                   .rows = 40,
                                                   .seed = seed,
                                                   .env = env,
                                                   .args = (const char *[]){"forms", NULL}});
    free(seed);
    snprintf(title, sizeof title, "peeked, no lease . %d", (int)BODY_FORMS);
    term_wait_text(k->i.term, title);
}

/* Waits for text, which is no pattern, between two patterns. */
static void wait_for(struct term *t, const char *before, const char *text, const char *behind)
{
    char pattern[300], quoted[200];
    size_t n = 0;

    for (; *text; text++) {
        if (strchr("\\^$.[]|()?*+{}", *text))
            quoted[n++] = '\\';
        quoted[n++] = *text;
    }
    quoted[n] = '\0';
    snprintf(pattern, sizeof pattern, "%s%s%s", before, quoted, behind);
    term_wait_text(t, pattern);
}

static void assert_readable(const char *bytes, size_t n, enum body_form form)
{
    struct buf want;

    buf_init(&want, 1000);
    form_add_readable(&want, &form_samples[form]);
    assert_int_equal(n, want.len);
    assert_memory_equal(bytes, want.bytes, n);
    buf_free(&want);
}

static void each_is_listed_shown_and_copied(void **state)
{
    struct take k;

    (void)state;
    start(&k, NULL);
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        size_t mark = term_raw_mark(k.i.term), len;
        const struct form_sample *s = &form_samples[form];
        const char *from;
        struct buf text;

        wait_for(k.i.term, "^> .* ", s->preview, "");
        wait_for(k.i.term, "3 Body .* ", s->chain, " . [0-9]");
        wait_for(k.i.term, "^ ?", s->line, "");
        term_keys(k.i.term, "y b");
        term_wait_raw(k.i.term, mark, "\033]52;c;");
        term_wait_text(k.i.term, "sent [0-9]+ bytes to the terminal's clipboard");
        from = term_raw_since(k.i.term, mark, &len);
        from = memmem(from, len, "\033]52;c;", 7);
        assert_non_null(from);
        buf_init(&text, 1000);
        assert_true(base64_decode(from + 7, strcspn(from + 7, "\a"), &text));
        assert_readable(text.bytes, text.len, form);
        buf_free(&text);
        term_keys(k.i.term, "x");
        wait_for(k.i.term, "3 Body .* ", "as json", "");
        term_keys(k.i.term, ": text:view Space text:auto Enter Down");
    }
    take_stop(&k);
}

static void each_is_filtered_by_name(void **state)
{
    struct take k;

    (void)state;
    start(&k, NULL);
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        char keys[60], title[60];

        snprintf(keys, sizeof keys, "/ C-u text:form:%s Enter", forms_names[form]);
        term_keys(k.i.term, keys);
        snprintf(title, sizeof title, "2 Messages 1/%d ", (int)BODY_FORMS);
        term_wait_text(k.i.term, title);
        wait_for(k.i.term, "^> .* ", form_samples[form].preview, "");
    }
    take_stop(&k);
}

static void each_is_a_group_and_is_compared(void **state)
{
    char title[60];
    struct take k;

    (void)state;
    start(&k, NULL);
    term_keys(k.i.term, "% b");
    snprintf(title, sizeof title, "2 Groups %d . by shape", (int)BODY_FORMS);
    term_wait_text(k.i.term, title);
    for (enum body_form form = 0; form < BODY_FORMS; form++)
        wait_for(k.i.term, "^[> ] +1 .* ", form_samples[form].group, "");
    term_keys(k.i.term, "Esc");
    term_wait_text(k.i.term, "2 Messages . forms ");
    term_keys(k.i.term, "Space g");
    for (enum body_form form = 1; form < BODY_FORMS; form++) {
        term_keys(k.i.term, "Down =");
        wait_for(k.i.term, "^ ?~ steps .* \\| ", form_samples[form].chain, "$");
        term_wait_text(k.i.term, "^ ?BODY  ");
        term_keys(k.i.term, "Esc");
        term_wait_gone(k.i.term, "━ Compare ");
    }
    take_stop(&k);
}

static void assert_file(const char *name, enum body_form form)
{
    struct stat st;
    char *text;

    if (stat(name, &st) != 0)
        fail_msg("%s is not there", name);
    text = take_read(name);
    assert_readable(text, (size_t)st.st_size, form);
    free(text);
}

/* Counts how often it was there. */
#define PAGER                                                                                      \
    "PAGER=sh -c 'cp \"$0\" opened; echo >>times; echo got $(wc -l <times) ${0##*/}; read -r "     \
    "line'"

static void each_is_piped_and_opened(void **state)
{
    struct take k;

    (void)state;
    start(&k, (const char *[]){PAGER, NULL});
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        char got[40];

        term_keys(k.i.term, "|");
        term_wait_text(k.i.term, "Enter runs it");
        term_send(k.i.term, "cat >piped; echo it is read\r");
        term_wait_text(k.i.term, "━ ! .* status 0");
        assert_file("piped", form);
        term_keys(k.i.term, "q");
        term_wait_gone(k.i.term, "━ ! ");
        term_keys(k.i.term, "e");
        snprintf(got, sizeof got, "got %d body", (int)form + 1);
        wait_for(k.i.term, got, forms_get(form)->extension, "$");
        assert_file("opened", form);
        term_keys(k.i.term, "Enter");
        term_wait_text(k.i.term, "2 Messages ");
        term_keys(k.i.term, "Down");
    }
    take_stop(&k);
}

static void each_is_evidence_and_a_line(void **state)
{
    char command[200];
    struct run r;
    struct take k;
    char base[300];

    (void)state;
    start(&k, NULL);
    term_keys(k.i.term, ":");
    term_send(k.i.term, "evidence case\r");
    term_wait_text(k.i.term, "wrote [0-9]+ messages, [0-9,]+ bytes, to case");
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        snprintf(command, sizeof command, "case/bodies/%d-id-%s%s", (int)form + 1,
                 forms_names[form], forms_get(form)->extension);
        assert_file(command, form);
    }
    snprintf(base, sizeof base, "CLOUDFLARE_API_BASE_URL=%s", sim_url(k.i.sim));
    run_cfqtop(&r, (const char *[]){base, "CLOUDFLARE_API_TOKEN=" SIM_TOKEN, NULL}, RUN_CAPTURE,
               "peek", "forms", "--json", NULL);
    assert_int_equal(r.status, 0);
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        snprintf(command, sizeof command, "\"id\":\"id-%s\"", forms_names[form]);
        assert_non_null(strstr(r.out, command));
    }
    run_free(&r);
    place_delete_home("case");
    take_stop(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(each_is_listed_shown_and_copied, take_stop_all),
        cmocka_unit_test_teardown(each_is_filtered_by_name, take_stop_all),
        cmocka_unit_test_teardown(each_is_a_group_and_is_compared, take_stop_all),
        cmocka_unit_test_teardown(each_is_piped_and_opened, take_stop_all),
        cmocka_unit_test_teardown(each_is_evidence_and_a_line, take_stop_all),
    };

    return cmocka_run_group_tests_name("forms", tests, NULL, NULL);
}
