#include "cli/settings/color_settings.h"

static bool take(void *colors, const struct config_key *k, struct error *err)
{
    enum role role = role_colors_find(k->name);

    if (k->prefix != CONFIG_COLOR)
        return true;
    if (role == ROLE_COUNT)
        return error_set(err, ERR_USAGE,
                         "no such role; error, growing, spark are some (README.md)");
    return role_color_parse(&((struct role_colors *)colors)->items[role], k->text, err);
}

bool color_settings_resolve(struct role_colors *out, const struct config *c, struct error *err)
{
    struct role_colors unused;

    role_colors_init(out);
    return config_visit_keys(c, CONFIG_PARTS, take, &unused, err) &&
           config_visit_keys(c, CONFIG_ALL, take, out, err) &&
           config_visit_keys(c, CONFIG_PROFILE, take, out, err);
}
