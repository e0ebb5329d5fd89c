/* The lines that teach the filter language; see row_filter.h. */
#include "base/text/text_line.h"
#include "parts/filter/row_filter.h"

static void add(struct buf *out, bool as_table, const char *term, const char *help)
{
    if (as_table)
        buf_print(out, "| `%s` | %s |\n", term, help);
    else
        buf_print(out, "%s\t%s\n", term, help);
}

/* Those of n fields that are amounts, or are not. */
static void add_fields(struct buf *out, bool as_table, const struct filter_field *fields, size_t n,
                       bool amounts, const char *help)
{
    char all[120];
    struct text_line l = text_line(all, sizeof(all));

    for (size_t i = 0; i < n; i++)
        if (fields[i].example && (fields[i].unit < FILTER_WORD) == amounts)
            text_line_join(&l, " ", "%s", fields[i].example);
    add(out, as_table, all, help);
}

static void add_states(struct buf *out, bool as_table, const char *const *states)
{
    char all[120];
    struct text_line l = text_line(all, sizeof(all));

    for (size_t i = 0; states[i]; i++)
        text_line_join(&l, " ", ":%s", states[i]);
    add(out, as_table, all, "queues in that state");
}

void row_filter_append_help(struct buf *out, bool as_table)
{
    const struct filter_language *queues = row_filter_queue_language();
    const struct filter_language *messages = row_filter_message_language();
    size_t measured = (size_t)(filter_find_field(queues, "grows", 5) - queues->fields);

    add(out, as_table, "word \"two words\"", "in a name; in a message's id, body, metadata");
    add(out, as_table, "re:time.?out re:\"a b\"", "a regular expression; . is not a line end");
    add_states(out, as_table, queues->states);
    add_fields(out, as_table, queues->fields, measured, true,
               "queues: messages, bytes, age of the oldest");
    add_fields(out, as_table, queues->fields + measured, queues->n_fields - measured, true,
               "growth, time to the first loss, dead letters");
    add_fields(out, as_table, messages->fields, messages->n_fields, true,
               "messages, with = != < <= > >=");
    add_fields(out, as_table, messages->fields, messages->n_fields, false,
               "begins with it, or has it");
    add(out, as_table, ".order.total > 100", "JSON: a number (exact), text, \"text\", true, null");
    add(out, as_table, ".error ~ \"timeout\"", "contains it, or ~ re:^time; !~ does not");
    add(out, as_table, ".lines[].sku .a[\"b c\"]", "exists, in any item; odd keys in quotes");
    add(out, as_table, "!term", "the opposite; blanks between terms mean and");
}
