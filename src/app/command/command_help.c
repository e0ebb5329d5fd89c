/* The command :help. */
#include "app/command/command_run.h"
#include "app/show/help/help.h"
#include "app/show/help/help_find.h"

#include <string.h>

bool command_help(struct app *app, const char *arguments, struct error *err)
{
    if (*arguments)
        return help_show(app, arguments, err);
    help_open(app);
    return true;
}

void complete_help(const struct app *app, const char *arguments, struct completion *out)
{
    struct words all = {.n = 0};
    size_t n = strlen(arguments);

    (void)app;
    help_find_words(&all);
    for (size_t i = 0; i < all.n; i++)
        if (!strncmp(all.items[i], arguments, n))
            words_add(&out->words, all.items[i]);
}
