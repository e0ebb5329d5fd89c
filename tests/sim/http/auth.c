#include "tests/sim/http/auth.h"

#include "base/memory/array.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *token;
    enum sim_auth auth;
} tokens[] = {
    {"sim-token", AUTH_TOKEN},
    {"sim-read-token", AUTH_READ_TOKEN},
    {"sim-queues-token", AUTH_QUEUES_TOKEN},
    {"sim-account-token", AUTH_ACCOUNT_TOKEN},
    {"sim-expired-token", AUTH_EXPIRED_TOKEN},
    {"sim-disabled-token", AUTH_DISABLED_TOKEN},
};

static enum sim_auth recognise_bearer(const char *authorization)
{
    if (strncasecmp(authorization, "Bearer ", 7) == 0)
        for (size_t i = 0; i < ARRAY_LEN(tokens); i++)
            if (strcmp(authorization + 7, tokens[i].token) == 0)
                return tokens[i].auth;
    return AUTH_BAD;
}

enum sim_auth auth_recognise(const struct sim_request *q)
{
    if (q->authorization)
        return recognise_bearer(q->authorization);
    if (!q->auth_email && !q->auth_key)
        return AUTH_NONE;
    if (q->auth_email && q->auth_key && strcmp(q->auth_email, "sim@example.com") == 0 &&
        strcmp(q->auth_key, "sim-key") == 0)
        return AUTH_KEY;
    return AUTH_BAD;
}

bool auth_is_valid(enum sim_auth auth)
{
    return auth != AUTH_NONE && auth != AUTH_BAD && auth != AUTH_EXPIRED_TOKEN &&
           auth != AUTH_DISABLED_TOKEN;
}

const char *auth_name(enum sim_auth auth)
{
    static const char *const names[] = {
        [AUTH_NONE] = "none",
        [AUTH_BAD] = "bad",
        [AUTH_TOKEN] = "token",
        [AUTH_READ_TOKEN] = "read_token",
        [AUTH_QUEUES_TOKEN] = "queues_token",
        [AUTH_ACCOUNT_TOKEN] = "account_token",
        [AUTH_EXPIRED_TOKEN] = "expired_token",
        [AUTH_DISABLED_TOKEN] = "disabled_token",
        [AUTH_KEY] = "key",
    };

    return names[auth];
}
