/* The accounts a credential can see (GET /accounts).  Owned like struct queue_page.  And what is
 * known of the credential itself. */
#pragma once

#include "base/memory/arena.h"
#include "model/queue.h"

struct account {
    char id[ID_BYTES];
    const char *name; /* OUTSIDE bytes; never NULL */
};

struct account_list {
    struct arena arena;
    struct account *items;
    size_t n;
    int64_t total_count; /* -1: not said */
};

/* What the API says of the token that asks. */
struct token {
    enum token_state state;
    int64_t ends_ms; /* Unix; -1: never, or it does not say */
};

void account_list_free(struct account_list *list); /* NULL is fine */
