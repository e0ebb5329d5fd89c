#include "cli/run/trash.h"

#include "base/text/format.h"
#include "body/decode/decode.h"
#include "cli/print/table.h"
#include "store/record.h"
#include "store/trash_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { NAME_COLS = 64 };

static const struct table_column columns[] = {{"NUMBER", true, 10},        {"WHEN", false, 24},
                                              {"QUEUE", false, NAME_COLS}, {"ID", false, NAME_COLS},
                                              {"TYPE", false, 10},         {"SIZE", true, 10}};

static const char *name_queue(const struct trash_place *place)
{
    return place->queue ? place->queue : place->queue_id;
}

static void print_table(struct output *o, const struct trash_list *list)
{
    struct format f;
    char number[24];
    struct table t;

    table_init(&t, o, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < list->n; i++) {
        const struct trash_entry *entry = &list->items[i];

        snprintf(number, sizeof number, "%zu", i + 1); /* as it is typed */
        table_add(&t, number);
        table_add(&t, format_utc(&f, entry->place.wall_ms));
        table_add(&t, name_queue(&entry->place));
        table_add(&t, entry->id);
        table_add(&t, entry->type_text);
        table_add(&t, format_bytes(&f, entry->body_bytes));
    }
    table_finish(&t);
}

static void print_json(struct output *o, const struct trash_list *list)
{
    struct buf line;

    buf_init(&line, OUTPUT_LINE_BYTES);
    for (size_t i = 0; i < list->n; i++) {
        const struct trash_entry *entry = &list->items[i];

        buf_clear(&line);
        record_start(&line);
        record_put_int(&line, "number", (int64_t)i + 1);
        record_put_int(&line, "time_ms", entry->place.wall_ms);
        record_put_text(&line, "account_id", entry->place.account_id);
        record_put_text(&line, "queue_id", entry->place.queue_id);
        record_put_text(&line, "queue", entry->place.queue);
        record_put_text(&line, "id", entry->id);
        record_put_int(&line, "attempts", entry->attempts);
        record_put_int(&line, "timestamp_ms", entry->timestamp_ms);
        record_put_text(&line, "content_type", entry->type_text);
        record_put_int(&line, "body_bytes", entry->body_bytes);
        record_end(&line);
        output_write_line(o, line.bytes, line.len);
    }
    buf_free(&line);
}

static void print_record(struct output *o, const struct trash_place *place, const struct message *m)
{
    struct buf line;

    buf_init(&line, OUTPUT_LINE_BYTES);
    trash_record_write(place, m, &line);
    output_write_bytes(o, line.bytes, line.len);
    buf_free(&line);
}

static void print_body(struct output *o, const struct message *m)
{
    size_t len;
    char *sent = body_copy_sent(m, &len);

    if (isatty(o->fd))
        output_write_safe(o, sent, len);
    else
        output_write_bytes(o, sent, len);
    free(sent);
}

static bool print_one(struct output *o, const struct settings *s, const struct trash_list *list,
                      struct error *err)
{
    const struct trash_entry *entry = trash_list_find(list, s->which);
    struct arena arena = {.blocks = NULL};
    struct message m;
    bool ok;

    if (!entry)
        return error_set(err, ERR_USAGE, "not in the trash: \"%.60s\" (see cfqtop trash)",
                         s->which);
    ok = trash_list_read(list, entry, &m, &arena, err);
    if (ok && s->options.numbers[OPT_JSON])
        print_record(o, &entry->place, &m);
    else if (ok && m.body)
        print_body(o, &m);
    else if (ok)
        ok = error_set(err, ERR_USAGE, "the message was saved without a body: it had none");
    arena_free(&arena);
    return ok;
}

static bool print(struct output *o, const struct settings *s, const struct trash_list *list,
                  struct error *err)
{
    if (s->which)
        return print_one(o, s, list, err);
    if (list->n)
        (s->options.numbers[OPT_JSON] ? print_json : print_table)(o, list);
    else
        output_note("the trash is empty");
    return true;
}

int trash_show(struct settings *settings)
{
    struct trash_list list = {.fd = -1};
    struct state_dir dir;
    struct output out;
    struct error err;
    bool ok = state_dir_open(&dir, &err) && trash_list_open(&dir, &list, &err);

    output_init(&out, STDOUT_FILENO);
    ok = ok && print(&out, settings, &list, &err);
    if (!ok)
        output_fail("%s", err.text);
    ok = output_end(&out) && ok;
    trash_list_close(&list);
    state_dir_close(&dir);
    return !ok;
}
