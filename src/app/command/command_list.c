/* The commands about the list in focus. */
#include "app/command/command_run.h"
#include "app/show/list_order.h"
#include "base/text/words.h"
#include "body/json/path.h"

#include <string.h>

static bool check_list(const struct app *app, const char *what, struct error *err)
{
    return app->focus != PANE_BODY ||
           error_set(err, ERR_USAGE, "%s is for queues and messages: 1 or 2 goes there", what);
}

/* The name that arguments begin with: a path has blanks in quotes. */
static size_t column_len(const char *arguments)
{
    struct path path = {.n = 0};
    size_t n = 0;

    if (*arguments == '.')
        path_parse(&path, arguments, strlen(arguments), &n, NULL);
    path_free(&path);
    return n + strcspn(arguments + n, " ");
}

/* A path is told by the whole of it. */
static bool find_path_column(const struct app *app, const char *name, size_t n, int *column,
                             struct error *err)
{
    const struct sort_columns *columns = list_order_columns(app, app->focus);

    for (*column = 0; *column < columns->n; ++*column)
        if (!strncmp(columns->items[*column].name, name, n) && !columns->items[*column].name[n])
            return true;
    return error_set(err, ERR_USAGE, "%.*s is no column here: :column %.*s adds it",
                     n < WORDS_SHOWN ? (int)n : WORDS_SHOWN, name,
                     n < WORDS_SHOWN ? (int)n : WORDS_SHOWN, name);
}

static bool find_column(const struct app *app, const char *name, size_t n, int *column,
                        struct error *err)
{
    const struct sort_columns *columns = list_order_columns(app, app->focus);
    struct words names = {.n = 0};

    if (*name == '.')
        return find_path_column(app, name, n, column, err);
    for (int i = 0; i < columns->n; i++)
        words_add(&names, columns->items[i].name);
    *column = words_find(&names, name, n);
    return *column >= 0 || words_explain(&names, "column", name, n, err);
}

/* Where only part of a word is given, as much as tells which. */
static bool read_direction(const char *text, bool *descending, struct error *err)
{
    static const char *const words[] = {"asc", "desc", NULL};
    struct words directions = {.n = 0};
    int found;

    words_add_all(&directions, words);
    found = words_find(&directions, text, strlen(text));
    if (found < 0)
        return error_set(err, ERR_USAGE, "sort: \"%.*s\" is not asc or desc", WORDS_SHOWN, text);
    *descending = found == 1;
    return true;
}

bool command_sort(struct app *app, const char *arguments, struct error *err)
{
    size_t n = column_len(arguments);
    const char *direction = arguments + n + strspn(arguments + n, " ");
    struct order order;
    int column;

    if (!check_list(app, "sort", err))
        return false;
    if (!n)
        return error_set(err, ERR_USAGE, "sort: by which column? Tab shows them");
    if (!find_column(app, arguments, n, &column, err))
        return false;
    order = sort_order(list_order_columns(app, app->focus), column);
    if (*direction && !read_direction(direction, &order.descending, err))
        return false;
    list_order_set_order(app, order);
    return true;
}

bool command_filter(struct app *app, const char *arguments, struct error *err)
{
    struct filter filter = {.n = 0};
    bool wrong;

    if (!check_list(app, "filter", err))
        return false;
    filter_parse(&filter, arguments, list_order_language(app->focus));
    wrong = filter.error[0];
    if (wrong)
        error_set(err, ERR_USAGE, "%s", filter.error);
    filter_free(&filter);
    if (wrong)
        return false;
    list_order_set_filter(app, app->focus, arguments);
    return true;
}

bool command_mark(struct app *app, const char *arguments, struct error *err)
{
    struct messages *m = &app->messages;

    if (!strcmp(arguments, "none")) {
        marks_free(&app->marks);
        return true;
    }
    if (strcmp(arguments, "all") != 0)
        return error_set(err, ERR_USAGE, "mark: all or none");
    if (!m->n_view)
        return error_set(err, ERR_USAGE, "mark: there is no message");
    marks_add_rows(&app->marks, m, 0, m->n_view);
    app_set_status(app, STATUS_INFO, "%zu of %s marked", marks_count(&app->marks, m),
                   FORMAT_COUNTED(m->n_view, "message"));
    return true;
}

bool command_group(struct app *app, const char *arguments, struct error *err)
{
    struct words all = {.n = 0};
    int by;

    words_add_all(&all, groups_words());
    by = words_find(&all, arguments, strlen(arguments));
    if (by < 0)
        return words_explain(&all, "grouping", arguments, strlen(arguments), err);
    return groups_set(app, (enum grouping)by) ||
           error_set(err, ERR_USAGE, "group: no queue is open, %s peeks one", ACTION_KEY(ACT_OPEN));
}
