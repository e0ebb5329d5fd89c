/* Memory of one request, released at once. */
#pragma once

#include <stddef.h>

struct gql_pool {
    void **items;
    size_t n;
};

/* n zeroed items of size bytes, until pool_free(). */
void *gql_pool_new(struct gql_pool *p, size_t n, size_t size);
char *gql_pool_copy(struct gql_pool *p, const char *s, size_t n);

/* An array of the pool with one more item behind the n that it has; copies it. */
void *gql_pool_grow(struct gql_pool *p, void *items, size_t n, size_t size);

void gql_pool_free(struct gql_pool *p);
