#include "base/text/format.h"
#include "tests/sim/api/api.h"
#include "tests/sim/api/render.h"
#include "tests/sim/http/jsontext.h"

#include <string.h>

enum { READ_TOKEN_MS = 3 * 86400000 }; /* so long it is valid */

static void append_account(const struct sim_account *a, struct buf *out)
{
    buf_append_byte(out, '{');
    jsontext_key(out, "id");
    jsontext_string(out, a->id, strlen(a->id));
    jsontext_key(out, "name");
    jsontext_string(out, a->name, strlen(a->name));
    buf_append_str(out, ",\"type\":\"standard\",\"settings\":{\"enforce_twofactor\":false},"
                        "\"created_on\":\"2024-03-01T12:21:02.000000Z\"}");
}

void api_list_accounts(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    const char *name = reply_param(q, "name");
    const char *text = reply_param(q, "per_page");
    int64_t page = 1, per_page = 20, total = 0, count = 0;

    if (text && !format_parse_int(text, 5, 50, &per_page)) {
        reply_error(r, 400, 6003, "Invalid request headers");
        return;
    }
    text = reply_param(q, "page");
    if (text)
        format_parse_int(text, 1, 1000000, &page);
    reply_open(r);
    buf_append_byte(&r->body, '[');
    for (size_t i = 0; i < w->n_accounts; i++) {
        if (name && strcmp(name, w->accounts[i].name) != 0)
            continue;
        if (total / per_page == page - 1) {
            if (count++ > 0)
                buf_append_byte(&r->body, ',');
            append_account(&w->accounts[i], &r->body);
        }
        total++;
    }
    buf_append_byte(&r->body, ']');
    render_result_info(w, page, per_page, count, total, &r->body);
    reply_close(r);
}

void api_verify_token(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    bool of_user = strncmp(q->path, "/user/", 6) == 0;
    const char *status = q->auth == AUTH_EXPIRED_TOKEN    ? "expired"
                         : q->auth == AUTH_DISABLED_TOKEN ? "disabled"
                                                          : "active";
    struct format ends;

    if (q->auth == AUTH_KEY || (q->auth == AUTH_ACCOUNT_TOKEN && of_user)) {
        reply_error(r, 401, 1000, "Invalid API Token");
        return;
    }
    buf_append_str(&r->body,
                   "{\"success\":true,\"errors\":[],\"messages\":[{\"code\":10000,"
                   "\"message\":\"This API Token is valid and active\",\"type\":null}],"
                   "\"result\":{\"id\":\"ed17574386854bf78a67040be0a770b0\",\"status\":\"");
    buf_print(&r->body, "%s\"", status);
    if (q->auth == AUTH_READ_TOKEN)
        buf_print(&r->body, ",\"expires_on\":\"%s\"",
                  format_utc(&ends, world_now(w) + READ_TOKEN_MS));
    buf_append_str(&r->body, "}}");
}
