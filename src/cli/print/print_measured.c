#include "base/memory/array.h"
#include "base/text/format.h"
#include "body/json/json_line.h"
#include "cli/print/print.h"

enum { NAME_COLS = 64, MEASURED_BYTES = 2000 };

void print_measured_start(struct table *t, struct output *o)
{
    static const struct table_column columns[] = {
        {"QUEUE", false, NAME_COLS}, {"BACKLOG", true, 30}, {"RATE/MIN", true, 60},
        {"VERDICT", false, 40},      {"OLDEST", true, 30},  {"LOSS IN", true, 30}};

    table_init(t, o, columns, ARRAY_LEN(columns));
}

void print_measured_row(struct table *t, const struct measured *m)
{
    char verdict[80], rate[140];
    struct format f;

    table_add(t, m->name);
    table_add(t, format_count(&f, m->backlog));
    table_add(t, measured_print_rate(rate, sizeof rate, m));
    table_add(t, measured_print_verdict(verdict, sizeof verdict, m));
    table_add(t, format_span(&f, m->backlog ? m->age_ms : -1)); /* there is none */
    table_add(t, format_span(&f, m->loss_ms));
}

void print_measured_json(struct output *o, const char *json, const struct measured *m)
{
    struct buf line, object;

    buf_init(&line, OUTPUT_LINE_BYTES);
    buf_init(&object, MEASURED_BYTES);
    measured_append_json(&object, m);
    if (json_line_append(&line, json) &&
        json_line_add_json(&line, "measured", object.bytes, object.len))
        output_write_line(o, line.bytes, line.len);
    else
        output_fail("an answer that is too large to print");
    buf_free(&object);
    buf_free(&line);
}
