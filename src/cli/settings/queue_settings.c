#include "cli/settings/queue_settings.h"

#include "base/memory/mem.h"
#include "base/text/words.h"
#include "body/layout/layout.h"
#include "parts/list/path_columns.h"

#include <stdlib.h>
#include <string.h>

static bool take_decoder(struct queue_options *out, const struct config_key *k, struct error *err)
{
    struct queue_option *o;

    if (!*k->text)
        return error_set(err, ERR_USAGE, "is empty: a command, or off");
    o = queue_options_put(out, k->name);
    free(o->decoder);
    o->decoder = mem_copy_str(strcmp(k->text, "off") != 0 ? k->text : "");
    return true;
}

static bool take_view(struct queue_options *out, const struct config_key *k, struct error *err)
{
    struct words words = {.n = 0};
    char list[200];
    int view;

    words_add_all(&words, layout_view_words());
    view = words_find(&words, k->text, strlen(k->text));
    if (view < 0)
        return error_set(err, ERR_USAGE, "\"%.*s\" is not %s", WORDS_SHOWN, k->text,
                         words_print(list, sizeof list, &words));
    queue_options_put(out, k->name)->view = view;
    return true;
}

static bool take_columns(struct queue_options *out, const struct config_key *k, struct error *err)
{
    struct path_columns columns = {.n = 0};
    struct queue_option *o;
    struct buf text;

    if (!*k->text)
        return error_set(err, ERR_USAGE, "is empty: paths, or off");
    if (!path_columns_change(&columns, k->text, err))
        return false;
    buf_init(&text, PATH_COLUMNS_BYTES);
    path_columns_print(&columns, &text);
    path_columns_free(&columns);
    o = queue_options_put(out, k->name);
    free(o->columns);
    o->columns = buf_take(&text);
    return true;
}

static bool take(void *options, const struct config_key *k, struct error *err)
{
    if (k->prefix != CONFIG_DECODER && k->prefix != CONFIG_VIEW && k->prefix != CONFIG_COLUMN)
        return true;
    if (!*k->name)
        return error_set(err, ERR_USAGE, "of which queue?");
    return k->prefix == CONFIG_DECODER  ? take_decoder(options, k, err)
           : k->prefix == CONFIG_COLUMN ? take_columns(options, k, err)
                                        : take_view(options, k, err);
}

bool queue_settings_resolve(struct queue_options *out, const struct config *c, struct error *err)
{
    struct queue_options unused = {.n = 0};
    bool ok = config_visit_keys(c, CONFIG_PARTS, take, &unused, err) &&
              config_visit_keys(c, CONFIG_ALL, take, out, err) &&
              config_visit_keys(c, CONFIG_PROFILE, take, out, err);

    queue_options_free(&unused);
    return ok;
}
