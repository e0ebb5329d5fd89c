/* Every form of body through what reads, shows, compares and writes bodies. */
#include "body/forms.h"

#include "body/compare/compare.h"
#include "body/compare/shape.h"
#include "body/decode/message_line.h"
#include "body/layout/layout.h"
#include "tests/unit/formskit.h"

#include <stdio.h>

static void make(struct message *m, enum body_form form)
{
    *m = (struct message){.id = "m", .attempts = -1, .timestamp_ms = -1};
    form_fill(m, &form_samples[form]);
}

static void done(struct message *m)
{
    free((char *)(uintptr_t)m->body);
}

static void each_is_told_and_listed(void **state)
{
    (void)state;
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        const struct form_sample *s = &form_samples[form];
        char seen[100];
        struct message m;
        struct body b;

        make(&m, form);
        body_decode(&b, &m);
        assert_int_equal(b.form, form);
        assert_string_equal(b.chain, s->chain);
        assert_non_null(strstr(b.chain, forms_names[form]));
        seen[body_preview(&m, seen, sizeof seen - 1)] = '\0';
        assert_string_equal(seen, s->preview);
        body_free(&b);
        done(&m);
    }
}

/* What the view asks for, whatever the bytes are; what does not fit stands in a last part. */
static enum body_form expected_form(enum layout_view view, enum body_form form)
{
    for (enum body_form f = 0; f < BODY_FORMS; f++)
        if (!strcmp(layout_view_words()[view], f == BODY_BYTES ? "hex" : forms_names[f]))
            return f;
    if (view > LAYOUT_PROTOBUF) /* a character set */
        return form == BODY_JSON && view < LAYOUT_UTF16LE ? BODY_JSON : BODY_TEXT;
    return view == LAYOUT_RECEIVED ? BODY_TEXT : form;
}

static void each_is_laid_out_in_every_view(void **state)
{
    (void)state;
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        struct message m;
        struct body b;

        make(&m, form);
        body_decode(&b, &m);
        for (enum layout_view view = 0; view < LAYOUT_VIEWS; view++) {
            struct layout l;

            layout_make(&l, &b, view);
            assert_int_equal(l.form, expected_form(view, form));
            assert_true(l.len > 0 && l.n > 0);
            if (l.form == form && view != LAYOUT_RECEIVED && view < LAYOUT_UTF16LE)
                assert_non_null(strstr(l.text, form_samples[form].line));
            layout_free(&l);
        }
        body_free(&b);
        done(&m);
    }
}

/* x goes through auto, the forms that are shown as they are, and received. */
static void every_view_has_its_words(void **state)
{
    static const char *const walked[] = {"auto", "json", "text", "hex", "base64", "received"};
    const char *const *words = layout_view_words();

    (void)state;
    for (enum layout_view view = 0; view < LAYOUT_VIEWS; view++) {
        char phrase[40];

        assert_non_null(words[view]);
        snprintf(phrase, sizeof phrase, view ? "as %s" : "by what they are", words[view]);
        assert_string_equal(layout_view_phrase(view), phrase);
        if (view <= LAYOUT_LAST_WALKED)
            assert_string_equal(words[view], walked[view]);
    }
    assert_null(words[LAYOUT_VIEWS]);
    assert_null(forms_names[BODY_FORMS]);
}

static void each_is_made_readable(void **state)
{
    (void)state;
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        struct message m;
        struct body b;
        struct buf want;

        buf_init(&want, 1000);
        form_add_readable(&want, &form_samples[form]);
        make(&m, form);
        body_decode_readable(&b, &m);
        assert_int_equal(b.form, form);
        assert_int_equal(b.len, want.len);
        assert_memory_equal(b.bytes, want.bytes, want.len);
        assert_int_equal(forms_get(form)->extension[0], '.');
        body_free(&b);
        done(&m);
        buf_free(&want);
    }
}

/* What --json and Ctrl-S write: decoded is there of JSON and text alone. */
static void each_is_written_as_a_line(void **state)
{
    (void)state;
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        const char *decoded = form == BODY_JSON   ? ",\"decoded\":{\"id\":7}"
                              : form == BODY_TEXT ? ",\"decoded\":\"hello\""
                                                  : "";
        char want[300];
        struct message m;
        struct buf line;

        make(&m, form);
        buf_init(&line, 1000);
        assert_true(message_line_append(&line, &m, "q"));
        snprintf(want, sizeof want, "{\"id\":\"m\",\"body\":\"%s\",\"queue\":\"q\"%s}", m.body,
                 decoded);
        assert_string_equal(line.bytes, want);
        buf_free(&line);
        done(&m);
    }
}

static void each_has_its_group(void **state)
{
    (void)state;
    for (enum body_form form = 0; form < BODY_FORMS; form++) {
        struct structure structure;
        struct message m;
        struct shape shape;
        struct body b;

        make(&m, form);
        body_decode(&b, &m);
        structure_read(&structure, &b);
        shape_find(&shape, &b, &structure);
        assert_string_equal(shape.text, form_samples[form].group);
        structure_free(&structure);
        body_free(&b);
        done(&m);
    }
}

static void each_is_compared_with_each(void **state)
{
    (void)state;
    for (int i = 0; i < BODY_FORMS * BODY_FORMS; i++) {
        enum body_form forms[] = {(enum body_form)(i / BODY_FORMS),
                                  (enum body_form)(i % BODY_FORMS)};
        struct message m[2];
        struct body b[2];
        struct comparison c;

        for (int side = 0; side < 2; side++) {
            make(&m[side], forms[side]);
            body_decode_readable(&b[side], &m[side]);
        }
        compare_bodies(&c, &b[0], &b[1]);
        assert_int_equal(c.n == 0,
                         b[0].len == b[1].len && !memcmp(b[0].bytes, b[1].bytes, b[0].len));
        assert_int_equal(c.same_bytes, c.n == 0);
        comparison_free(&c);
        for (int side = 0; side < 2; side++) {
            body_free(&b[side]);
            done(&m[side]);
        }
    }
}

/* What becomes of a body is a form in the end, however it came: packed, framed, in other
 * characters. */
static const struct {
    const char *base64;
    const char *type;
    enum body_form form;
    const char *chain, *preview, *line, *group, *decoded;
} kinds[] = {
    {"AAAAAAl7ImlkIjo3fQ==", "bytes", BODY_JSON, "base64 → confluent schema 9 → json",
     "confluent schema 9› {\"id\":7}", "  \"id\": 7", "{id: number}", "{\"id\":7}"},
    {"BDh7ImlkIjo3fQ==", "bytes", BODY_JSON, "base64 → 2 B → json", "2 B› {\"id\":7}",
     "  \"id\": 7", "{id: number}", "{\"id\":7}"},
    {"iwOAeyJpZCI6N30D", "bytes", BODY_JSON, "base64 → brotli → json", "brotli› {\"id\":7}",
     "  \"id\": 7", "{id: number}", "{\"id\":7}"},
    {"ewAiAGkAZAAiADoANwB9AA==", "bytes", BODY_JSON, "base64 → UTF-16LE? → json", "{\"id\":7}",
     "  \"id\": 7", "{id: number}", "{\"id\":7}"},
    {"eyJpZCI6N30=", NULL, BODY_JSON, "base64 → json", "{\"id\":7}", "  \"id\": 7", "{id: number}",
     "{\"id\":7}"},
    {"TfxsbGVyLCBCZXJsaW4=", "bytes", BODY_TEXT, "base64 → text, not UTF-8", "M\xfcller, Berlin",
     "M\xfcller, Berlin", "text: M\xfcller, Berlin", "\"M\xef\xbf\xbdller, Berlin\""},
    {"aGVsbG8h", "json", BODY_TEXT, "base64 → json, not valid", "hello!", "hello!", "text: hello!",
     "\"hello!\""},
    {"/w9vIgJpZEkOewE=", "bytes", BODY_V8, "base64 → v8", "v8› {id:7}", "  id: 7",
     "v8 {id: number}", NULL},
    {"gaJpZAGBomlkAg==", "bytes", BODY_MSGPACK, "base64 → msgpack, 2 values",
     "msgpack› {id:1}{id:2}", "  id: 2", "msgpack {id: number}", NULL},
    {"kgHPAAABnI5NcAA=", "bytes", BODY_MSGPACK, "base64 → msgpack?", "msgpack?› [1,1771913965568]",
     "  1771913965568", "msgpack [number]", NULL},
    {"2d//gxngAIFkdHlwZWVvcmRlcg==", "bytes", BODY_CBOR, "base64 → cbor",
     "cbor› tag(57343)[57344,[\"type\"],\"order\"]", "  \"order\"", "cbor [number|string|[string]]",
     NULL},
    {"DQgHEgloZWxsbyB5b3U=", "bytes", BODY_PROTOBUF, "base64 → delimited → protobuf?",
     "delimited› protobuf?› {1:7,2:\"hello you\"}", "  2: \"hello you\"",
     "protobuf {1: number, 2: string}", NULL},
    {"BCJNGGRApwQAAIB7ImEi", "bytes", BODY_BYTES, "base64 → lz4: | lz4 -dc reads it",
     "04 22 4d 18 64 40 a7 04 00 00 80 7b 22 61 22", "00000000  04 22 4d 18", "bytes lz4", NULL},
};

static void take_kind(struct message *m, size_t i)
{
    *m = (struct message){.id = "m",
                          .attempts = -1,
                          .timestamp_ms = -1,
                          .type_text = kinds[i].type,
                          .type = content_type_read(kinds[i].type),
                          .body = kinds[i].base64,
                          .body_len = strlen(kinds[i].base64)};
}

static void check_shown(size_t i, const struct message *m, const struct body *b)
{
    char seen[100];
    struct layout l;

    assert_string_equal(b->chain, kinds[i].chain);
    assert_int_equal(b->form, kinds[i].form);
    body_preview_text(m, seen, sizeof seen);
    assert_string_equal(seen, kinds[i].preview);
    for (enum layout_view view = 0; view < LAYOUT_VIEWS; view++) {
        layout_make(&l, b, view);
        assert_true(l.len > 0 && l.n > 0);
        if (view == LAYOUT_AUTO)
            assert_non_null(strstr(l.text, kinds[i].line));
        layout_free(&l);
    }
}

static void check_told(size_t i, const struct message *m, const struct body *b)
{
    struct structure structure;
    struct shape shape;
    struct buf line;
    const char *decoded;

    structure_read(&structure, b);
    shape_find(&shape, b, &structure);
    assert_string_equal(shape.text, kinds[i].group);
    structure_free(&structure);
    buf_init(&line, 1000);
    assert_true(message_line_append(&line, m, "q"));
    decoded = strstr(line.bytes, "\"decoded\":");
    assert_int_equal(decoded != NULL, kinds[i].decoded != NULL);
    if (decoded)
        assert_int_equal(strncmp(decoded + 10, kinds[i].decoded, strlen(kinds[i].decoded)), 0);
    buf_free(&line);
}

static void each_kind_is_the_same_for_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct message m;
        struct comparison c;
        struct body b, readable;
        size_t len;
        char *sent;

        take_kind(&m, i);
        body_decode(&b, &m);
        check_shown(i, &m, &b);
        check_told(i, &m, &b);
        body_decode_readable(&readable, &m);
        assert_int_equal(readable.form, kinds[i].form);
        compare_bodies(&c, &readable, &readable);
        assert_true(c.same_bytes);
        comparison_free(&c);
        body_free(&readable);
        sent = body_copy_sent(&m, &len);
        assert_int_equal(len, b.sent);
        free(sent);
        body_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_told_and_listed),
        cmocka_unit_test(each_is_laid_out_in_every_view),
        cmocka_unit_test(every_view_has_its_words),
        cmocka_unit_test(each_is_made_readable),
        cmocka_unit_test(each_is_written_as_a_line),
        cmocka_unit_test(each_has_its_group),
        cmocka_unit_test(each_is_compared_with_each),
        cmocka_unit_test(each_kind_is_the_same_for_all),
    };

    return cmocka_run_group_tests_name("forms", tests, NULL, NULL);
}
