/* Every form of body through what the keys do with the selected message.  Message i is of form i.
 */
#include "app/command/command_run.h"
#include "tests/unit/formskit.h"
#include "tests/unit/list_orderkit.h"

static void open_forms(struct kit *k)
{
    struct request *r;
    struct batch *b;

    kit_ready(k, 1);
    kit_press(k, "Enter");
    r = kit_open(k, OP_PEEK, NULL);
    b = kit_make_batch(k, r, BODY_FORMS, "m");
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        struct message *m = &b->items[form];
        char *body;

        form_fill(m, &form_samples[form]);
        body = (char *)(uintptr_t)m->body;
        m->body = arena_copy(&b->arena, body, m->body_len);
        free(body);
    }
    kit_batch(k, r, b);
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

static void assert_shown(const struct kit *k, enum body_form only)
{
    char want[20];

    snprintf(want, sizeof want, "%d", (int)only);
    assert_string_equal(shown_messages(k), want);
}

static void the_filter_knows_each_by_name(void **state)
{
    struct kit k;

    (void)state;
    open_forms(&k);
    kit_press(&k, "/");
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        char text[40], others[BODY_FORMS + 1] = "";
        size_t n = 0;

        for (enum body_form f = 0; f < BODY_FORMS; f++)
            if (f != form)
                others[n++] = (char)('0' + f);
        snprintf(text, sizeof text, "!form:%s", forms_names[form]);
        kit_press(&k, "Ctrl-U");
        kit_type(&k, text, false);
        assert_string_equal(k.app->messages.filter.error, "");
        assert_string_equal(shown_messages(&k), others);
        kit_press(&k, "Ctrl-U");
        kit_type(&k, text + 1, false);
        assert_shown(&k, form);
    }
    kit_free(&k);
}

static void tab_offers_each(void **state)
{
    struct kit k;

    (void)state;
    open_forms(&k);
    kit_press(&k, "/");
    kit_type(&k, "form:", false);
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        kit_press(&k, "Tab");
        assert_string_equal(seen_field(&k, 0) + strlen("form:"), forms_names[form]);
    }
    kit_press(&k, "Tab");
    assert_string_equal(seen_field(&k, 0), "form:");
    kit_free(&k);
}

static void each_is_copied_and_named(void **state)
{
    struct kit k;

    (void)state;
    open_forms(&k);
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        char name[60];

        kit_press(&k, "y b");
        assert_int_equal(k.app->copy.effect, COPY_TO_CLIPBOARD);
        assert_readable(k.app->copy.text.bytes, k.app->copy.text.len, form);
        snprintf(name, sizeof name, "cfqtop-m%d-body%s", (int)form, forms_get(form)->extension);
        assert_string_equal(k.app->copy.file, name);
        copy_done(k.app, NULL);
        kit_press(&k, "j");
    }
    kit_free(&k);
}

static void each_is_opened_and_piped(void **state)
{
    struct kit k;

    (void)state;
    open_forms(&k);
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        kit_press(&k, "e");
        assert_true(k.app->external.wanted);
        assert_readable(k.app->external.body.bytes, k.app->external.body.len, form);
        assert_string_equal(k.app->external.extension, forms_get(form)->extension);
        external_done(k.app, k.now, false, NULL);
        kit_press(&k, "|");
        kit_wait(&k, QUESTION_ARM_MS);
        kit_press(&k, "w c Enter");
        assert_readable(k.app->pipe.input.bytes, k.app->pipe.input.len, form);
        pipe_done(k.app, "status 0", "", 0);
        kit_press(&k, "q j");
    }
    kit_free(&k);
}

static void each_makes_a_group(void **state)
{
    struct kit k;

    (void)state;
    open_forms(&k);
    kit_press(&k, "% %"); /* by shape alone */
    assert_int_equal(k.app->groups.made.n, BODY_FORMS);
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        char title[80], want[80];

        kit_press(&k, "l");
        groups_describe(k.app, title, sizeof title);
        snprintf(want, sizeof want, "group: %s", form_samples[form].group);
        assert_string_equal(title, want);
        assert_shown(&k, form);
        kit_press(&k, "Esc j");
    }
    kit_free(&k);
}

static void each_is_compared(void **state)
{
    struct kit k;

    (void)state;
    open_forms(&k);
    kit_press(&k, "Space g");
    for (enum body_form form = 1; form < BODY_FORMS; form++) {
        char title[80], want[80];

        kit_press(&k, "j =");
        message_compare_describe(k.app, title, sizeof title);
        snprintf(want, sizeof want, "Compare m0 (-) with m%d (+)", (int)form);
        assert_string_equal(title, want);
        seen_expect_part(seen_screen_text(&k), "\nBODY  ");
        kit_press(&k, "Esc");
    }
    kit_free(&k);
}

static void each_is_shown_in_every_view(void **state)
{
    struct error err;
    struct kit k;

    (void)state;
    open_forms(&k);
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        for (enum layout_view view = 0; view < LAYOUT_VIEWS; view++) {
            char command[40];

            snprintf(command, sizeof command, "view %s", layout_view_words()[view]);
            assert_true(command_run(k.app, command, &err));
            app_settle(k.app);
            assert_true(k.app->body.pager.layout.len > 0);
        }
        assert_true(command_run(k.app, "view auto", &err));
        app_settle(k.app);
        assert_non_null(strstr(seen_body(&k), form_samples[form].line));
        kit_press(&k, "j");
    }
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_filter_knows_each_by_name),
        cmocka_unit_test(tab_offers_each),
        cmocka_unit_test(each_is_copied_and_named),
        cmocka_unit_test(each_is_opened_and_piped),
        cmocka_unit_test(each_makes_a_group),
        cmocka_unit_test(each_is_compared),
        cmocka_unit_test(each_is_shown_in_every_view),
    };

    return cmocka_run_group_tests_name("app forms", tests, NULL, NULL);
}
