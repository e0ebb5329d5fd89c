/* The endpoints.  Each takes a request whose account and queue the route has found and whose
 * credentials it has checked, and fills the reply. */
#pragma once

#include "tests/sim/http/reply.h"

typedef void sim_handler(struct world *w, struct sim_request *q, struct sim_reply *r);

/* api_account.c */
sim_handler api_list_accounts;
sim_handler api_verify_token;

/* api_queue.c */
sim_handler api_list_queues;
sim_handler api_get_queue;
sim_handler api_create_queue;
sim_handler api_update_queue; /* PATCH and PUT */
sim_handler api_delete_queue;
sim_handler api_get_metrics;
sim_handler api_purge_queue;
sim_handler api_get_purge;

/* api_consumer.c */
sim_handler api_list_consumers;
sim_handler api_get_consumer;
sim_handler api_create_consumer;
sim_handler api_update_consumer;
sim_handler api_delete_consumer;

/* api_message.c: taking messages out */
sim_handler api_pull;
sim_handler api_peek;
sim_handler api_ack;
sim_handler api_purge_refs;
sim_handler api_extend;

/* api_push.c */
sim_handler api_push;
sim_handler api_push_batch;
