#include "api/result.h"

void result_free(enum result_kind kind, union result *r)
{
    switch (kind) {
#define RESULT(kind, member, free)                                                                 \
    case RESULT_##kind:                                                                            \
        free;                                                                                      \
        break;
#include "api/results.def"
    case RESULT_COUNT: break;
    }
}
