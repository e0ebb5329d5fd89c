#include "net/token_check.h"

#include <stdio.h>

enum { WAIT_MS = 1500 }; /* less than the way out waits for leases to be given back */

void token_check_want(struct token_check *c, const char *account_id, int64_t now_ms)
{
    if (c->step != CHECK_IDLE)
        return;
    *c = (struct token_check){.step = CHECK_WANTED, .op = OP_TOKEN, .until_ms = now_ms + WAIT_MS};
    snprintf(c->account_id, sizeof(c->account_id), "%s", account_id);
}

struct request *token_check_next(struct token_check *c)
{
    struct request *r;

    if (c->step != CHECK_WANTED)
        return NULL;
    c->step = CHECK_ASKED;
    r = request_new(REQ_CALL, 0);
    r->call.op = c->op;
    if (c->op == OP_ACCOUNT_TOKEN)
        snprintf(r->call.account_id, sizeof(r->call.account_id), "%s", c->account_id);
    return r;
}

/* The API knows no such token in that place. */
static bool is_unknown(const struct error *err)
{
    return err->kind == ERR_API && (err->http == 400 || err->http == 401 || err->http == 403);
}

void token_check_note(struct token_check *c, const struct event *e)
{
    c->step = CHECK_OVER;
    if (e->kind == EV_DONE) {
        c->found = e->u.token.state;
    } else if (is_unknown(&e->err) && e->op == OP_ACCOUNT_TOKEN) {
        c->found = TOKEN_BAD;
    } else if (is_unknown(&e->err) && c->account_id[0]) {
        c->op = OP_ACCOUNT_TOKEN;
        c->step = CHECK_WANTED;
    }
}

bool token_check_is_over(struct token_check *c, int64_t now_ms)
{
    if ((c->step == CHECK_WANTED || c->step == CHECK_ASKED) && now_ms >= c->until_ms)
        c->step = CHECK_OVER;
    return c->step == CHECK_OVER;
}
