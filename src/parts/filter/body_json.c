#include "parts/filter/body_json.h"

#include "body/compare/printed.h"
#include "body/forms.h"
#include "body/json/json.h"

enum { MOST = 8 << 20 };

static void read_printed(struct body_json *j, const struct body *b, printer_function *print)
{
    struct print_end end;
    struct buf text;

    buf_init(&text, MOST);
    print(b->bytes, b->len, &text, &end, NULL);
    if (!text.overflow && text.len && printed_as_json(&j->made, text.bytes, text.len) &&
        json_check(j->made.bytes, j->made.len)) {
        j->text = j->made.bytes;
        j->len = j->made.len;
    }
    buf_free(&text);
}

void body_json_read(struct body_json *j, const struct body *b)
{
    *j = (struct body_json){.text = NULL};
    buf_init(&j->made, MOST);
    if (b->form == BODY_JSON) {
        j->text = b->bytes;
        j->len = b->len;
    } else if (forms_get(b->form)->print) {
        read_printed(j, b, forms_get(b->form)->print);
    }
}

void body_json_free(struct body_json *j)
{
    buf_free(&j->made);
    j->text = NULL;
}
