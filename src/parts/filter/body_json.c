#include "parts/filter/body_json.h"

#include "body/compare/printed.h"

enum { MOST = 8 << 20 };

void body_json_read(struct body_json *j, const struct body *b)
{
    *j = (struct body_json){.text = NULL};
    buf_init(&j->made, MOST);
    if (b->form == BODY_JSON) {
        j->text = b->bytes;
        j->len = b->len;
    } else if (printed_body_as_json(&j->made, b)) {
        j->text = j->made.bytes;
        j->len = j->made.len;
    }
}

void body_json_free(struct body_json *j)
{
    buf_free(&j->made);
    j->text = NULL;
}
