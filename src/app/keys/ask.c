#include "app/keys/ask.h"

void ask_start(struct app *app, enum mode mode, struct question q)
{
    app->question = q;
    question_start(&app->question, &app->prompt, app_true_now(app));
    app->mode = mode;
    app->dirty = true;
}

void ask_add_field(struct app *app, enum question_field field, const char *text)
{
    question_add_field(&app->question, &app->prompt, field, text);
}

enum question_result ask_key(struct app *app, struct key key)
{
    enum question_result result =
        question_key(&app->question, &app->prompt, key, app_true_now(app));

    if (result != QUESTION_OPEN)
        app->mode = MODE_PANES;
    if (result == QUESTION_CANCEL)
        app_set_status(app, STATUS_INFO, "cancelled: nothing was done");
    return result;
}
