#include "cli/run/resolve.h"

#include "base/memory/mem.h"
#include "cli/print/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_ACCOUNTS = 20, SHOWN_BYTES = 100 };

static int fail_accounts(const struct account_list *list)
{
    if (!list->n) {
        output_fail("the credential sees no account: give its id with --account");
        return 2;
    }
    output_fail("the credential sees %zu accounts: choose one with --account", list->n);
    for (size_t i = 0; i < list->n && i < SHOWN_ACCOUNTS; i++)
        output_fail("  %s  %.*s", list->items[i].id, SHOWN_BYTES, list->items[i].name);
    if (list->n > SHOWN_ACCOUNTS)
        output_fail("  and %zu more", list->n - SHOWN_ACCOUNTS);
    return 2;
}

int resolve_account(struct session *s, struct resolved *out)
{
    const char *account = s->settings->options.texts[OPT_ACCOUNT];
    struct event *e;
    int status = 1;

    if (account) {
        snprintf(out->account_id, sizeof out->account_id, "%s", account);
        return 0;
    }
    e = session_run(s, session_new_request(s, OP_ACCOUNTS, NULL, NULL), NULL, NULL);
    if (e->kind != EV_DONE || !e->u.accounts) {
        session_report(s, e);
    } else if (e->u.accounts->n != 1) {
        status = fail_accounts(e->u.accounts);
    } else {
        memcpy(out->account_id, e->u.accounts->items[0].id, sizeof out->account_id);
        status = 0;
    }
    event_free(e);
    return status;
}

static bool is_hex_id(const char *text)
{
    return strlen(text) == 32 && strspn(text, "0123456789abcdefABCDEF") == 32;
}

struct search {
    const char *text;
    struct resolved *out;
    bool found;    /* by name: final */
    bool found_id; /* by id: a queue of that name may still come */
};

static void keep(struct resolved *out, const struct queue *q)
{
    char *name = mem_copy_str(q->name);

    memcpy(out->queue_id, q->id, sizeof out->queue_id);
    free(out->queue_name);
    out->queue_name = name;
}

static bool search_page(void *ctx, struct event *e)
{
    struct search *search = ctx;

    for (size_t i = 0; e->u.page && i < e->u.page->n && !search->found; i++) {
        const struct queue *q = &e->u.page->items[i];

        search->found = !strcmp(q->name, search->text);
        if (!search->found && strcmp(q->id, search->text) != 0)
            continue;
        search->found_id = true;
        keep(search->out, q);
    }
    return !search->found;
}

static int find_in_list(struct session *s, const char *text, struct resolved *out)
{
    struct search search = {.text = text, .out = out};
    struct event *e = session_run(s, session_new_request(s, OP_QUEUES, out->account_id, NULL),
                                  search_page, &search);
    int status = 1;

    if (e->kind == EV_DONE)
        search_page(&search, e);
    if (search.found || (search.found_id && e->kind == EV_DONE))
        status = 0;
    else if (e->kind != EV_DONE)
        session_report(s, e);
    else
        output_fail("no queue \"%.*s\" in account %s", SHOWN_BYTES, text, out->account_id);
    event_free(e);
    return status;
}

int resolve_queue(struct session *s, const char *text, struct resolved *out)
{
    struct event *e;
    int status = 1;

    if (!is_hex_id(text))
        return find_in_list(s, text, out);
    e = session_run(s, session_new_request(s, OP_QUEUE, out->account_id, text), NULL, NULL);
    if (e->kind == EV_DONE && e->u.page && e->u.page->n) {
        keep(out, &e->u.page->items[0]);
        status = 0;
    } else if (e->kind == EV_DONE || (e->err.kind == ERR_API && e->err.http == 404)) {
        status = find_in_list(s, text, out);
    } else {
        session_report(s, e);
    }
    event_free(e);
    return status;
}
