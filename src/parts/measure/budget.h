/* How many requests were sent in the last five minutes, and how fast the background may send more.
 *
 * The API allows 1,200 in 5 minutes to a user, all tools together (API reference, Rate limits); the
 * background keeps to a share of that.  A zeroed struct has sent nothing.  Pure; times are
 * monotonic ms and only grow. */
#pragma once

#include "net/protocol.h"

#include <stdbool.h>
#include <stdint.h>

enum { BUDGET_WINDOW_S = 300, BUDGET_API = 1200 };

struct budget {
    uint16_t sent[BUDGET_WINDOW_S]; /* in each second, a ring */
    int64_t newest_s;               /* the second of the newest */
    int64_t used;                   /* all of them */
    bool begun;                     /* something was sent, the first then: */
    int64_t first_mono_ms;
};

/* n requests are on their way. */
void budget_note(struct budget *b, int64_t mono_ms, int64_t n);

/* Sent in the window that ends now. */
int64_t budget_used(struct budget *b, int64_t now_mono_ms);

/* Requests that percent of the API's limit are in five minutes: of the limit that the server told,
 * or of BUDGET_API where it told none. */
int64_t budget_share(const struct rate *told, int64_t percent);

/* Ms from one request of the background to the next, so that share is never passed in any five
 * minutes: fast while nothing is used, slower the more is.  INT64_MAX: none may be sent now.  What
 * the server says is left is kept to as well, and a quarter of it stays for the keys. */
int64_t budget_pace(struct budget *b, int64_t share, const struct rate *told, int64_t now_mono_ms);

/* The pace that it comes to rest at. */
int64_t budget_usual_pace(int64_t share, const struct rate *told);
