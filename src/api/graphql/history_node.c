#include "api/graphql/history_node.h"

#include "base/memory/array.h"

static const struct history_node nodes[] = {
    [HISTORY_BACKLOG] = {"backlog", "queueBacklogAdaptiveGroups",
                         "avg { messages bytes sampleInterval }", ""},
    [HISTORY_DELAYED] = {"delayed", "queueDelayedBacklogAdaptiveGroups", "avg { messages }", ""},
    [HISTORY_CONCURRENCY] = {"concurrency", "queueConsumerMetricsAdaptiveGroups",
                             "avg { concurrency }", ""},
    [HISTORY_OPERATIONS] = {"operations", "queueMessageOperationsAdaptiveGroups",
                            "count avg { lagTime retryCount sampleInterval }",
                            "actionType outcome "},
};
_Static_assert(ARRAY_LEN(nodes) == HISTORY_PARTS, "every part has its dataset");

const struct history_node *history_node_get(enum history_part part)
{
    return &nodes[part];
}
