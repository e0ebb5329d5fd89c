#include "app/screens.h"

#include "app/state.h"
#include "base/memory/array.h"

struct screen {
    void (*settle)(struct app *app);
    bool (*key)(struct app *app, struct key key);
};

static const struct screen screens[] = {
    [SCREEN_NONE] = {screens_settle_nothing, screens_key_for_actions},
#define SCREEN(id, settle, take_key, ...) [SCREEN_##id] = {settle, take_key},
#include "app/screens.def"
};
_Static_assert(ARRAY_LEN(screens) == SCREEN_COUNT, "a row for each screen");

void screens_settle_nothing(struct app *app)
{
    (void)app;
}

bool screens_key_for_actions(struct app *app, struct key key)
{
    (void)app;
    (void)key;
    return false;
}

void screens_settle(struct app *app)
{
    screens[app->screen].settle(app);
}

bool screens_take_key(struct app *app, struct key key)
{
    return screens[app->screen].key(app, key);
}
