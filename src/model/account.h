/* The accounts a credential can see (GET /accounts).  Owned like struct queue_page. */
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

void account_list_free(struct account_list *list); /* NULL is fine */
