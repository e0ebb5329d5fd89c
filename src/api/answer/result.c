#include "api/answer/result.h"

#include <stdlib.h>

void result_free(enum result_kind kind, union result *r)
{
#define RESULT(id, member, free)                                                                   \
    if (kind == RESULT_##id)                                                                       \
        free;
#include "api/answer/results.def"
}
