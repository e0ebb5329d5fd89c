#include "cli/settings/alert_settings.h"

static bool take(void *alerts, const struct config_key *k, struct error *err)
{
    return k->prefix != CONFIG_ALERT || alerts_add(alerts, k->text, err);
}

static bool check(void *unused, const struct config_key *k, struct error *err)
{
    struct alerts a = {.n = 0};
    bool ok = take(&a, k, err);

    (void)unused;
    alerts_free(&a);
    return ok;
}

bool alert_settings_resolve(struct alerts *out, const struct config *c, struct error *err)
{
    return config_visit_keys(c, CONFIG_PARTS, check, NULL, err) &&
           config_visit_keys(c, CONFIG_ALL, take, out, err) &&
           config_visit_keys(c, CONFIG_PROFILE, take, out, err);
}
