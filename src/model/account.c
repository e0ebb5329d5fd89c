#include "model/account.h"

#include <stdlib.h>

void account_list_free(struct account_list *list)
{
    if (!list)
        return;
    arena_free(&list->arena);
    free(list);
}
