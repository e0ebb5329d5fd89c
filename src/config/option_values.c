#include "config/option_values.h"

#include "base/memory/mem.h"

#include <stdlib.h>

void option_values_init(struct option_values *v)
{
    *v = (struct option_values){.numbers = {0}};
    for (enum option_id id = 0; id < OPT_COUNT; id++)
        v->numbers[id] = options_get(id)->preset > 0 ? options_get(id)->preset : 0;
}

void option_values_free(struct option_values *v)
{
    for (enum option_id id = 0; id < OPT_COUNT; id++)
        free(v->texts[id]);
    *v = (struct option_values){.numbers = {0}};
}

/* Is it a text, and one that does not tell where a credential comes from? */
static bool is_kept_text(enum option_kind kind)
{
    return kind == OPTION_STRING || kind == OPTION_ID || kind == OPTION_URL;
}

bool option_values_set(struct option_values *v, enum option_id id, const char *text,
                       struct error *err)
{
    int64_t number;

    if (!options_check_value(id, text, &number, err))
        return false;
    v->numbers[id] = number;
    if (is_kept_text(options_get(id)->kind)) {
        free(v->texts[id]);
        v->texts[id] = mem_copy_str(text);
    }
    return true;
}

enum theme_wish option_values_get_theme(const struct option_values *v)
{
    return v->numbers[OPT_NO_COLOR] ? THEME_MONO : (enum theme_wish)v->numbers[OPT_THEME];
}

void option_values_set_theme(struct option_values *v, enum theme_wish wish)
{
    v->numbers[OPT_NO_COLOR] = wish == THEME_MONO;
    if (wish != THEME_MONO)
        v->numbers[OPT_THEME] = wish;
}
