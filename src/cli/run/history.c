#include "cli/run/history.h"

#include "base/text/format.h"
#include "cli/print/table.h"
#include "store/audit_file.h"

#include <string.h>
#include <unistd.h>

enum { RECORDS = 1000, NAME_COLS = 64, WORD_COLS = 10, WORDS = 8 };

static const struct table_column columns[] = {
    {"WHEN", false, 24},         {"REQUEST", false, WORD_COLS}, {"STAGE", false, WORD_COLS},
    {"QUEUE", false, NAME_COLS}, {"MESSAGES", true, 10},        {"RESULT", false, 0}};

/* ", 2 acked": how many messages there are of each result, in the order of the first. */
static void count_results(const struct audit_record *r, struct buf *out)
{
    struct {
        const char *word;
        size_t n;
    } rows[WORDS] = {{NULL, 0}};
    size_t n = 0;

    for (size_t i = 0; i < r->n_messages; i++) {
        const char *word = r->messages[i].result;
        size_t at = 0;

        while (word && at < n && strcmp(rows[at].word, word) != 0)
            at++;
        if (!word || at == WORDS)
            continue;
        if (at == n)
            rows[n++].word = word;
        rows[at].n++;
    }
    for (size_t i = 0; i < n; i++)
        buf_print(out, "%s%zu %s", out->len ? ", " : "", rows[i].n, rows[i].word);
}

static const char *find_note(const struct audit_record *r)
{
    for (size_t i = 0; i < r->n_messages; i++)
        if (r->messages[i].note)
            return r->messages[i].note;
    return NULL;
}

static void add_result(struct table *t, const struct audit_record *r)
{
    const char *why = r->error ? r->error : find_note(r);
    struct buf text;

    buf_init(&text, AUDIT_FILE_BYTES);
    count_results(r, &text);
    if (why)
        buf_print(&text, "%s%s", text.len ? ": " : "", why);
    table_add_bytes(t, text.bytes, text.len);
    buf_free(&text);
}

static void print_table(struct output *o, const struct audit_page *page)
{
    struct format f;
    struct table t;

    table_init(&t, o, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < page->n; i++) {
        const struct audit_record *r = &page->items[i];

        table_add(&t, format_utc(&f, r->wall_ms));
        table_add(&t, r->op);
        table_add(&t, r->is_result ? "result" : "intent");
        table_add(&t, r->queue ? r->queue : r->queue_id);
        table_add(&t, r->n_messages ? format_count(&f, (int64_t)r->n_messages) : NULL);
        add_result(&t, r);
    }
    table_finish(&t);
}

static void print_json(struct output *o, const struct audit_page *page)
{
    struct buf line;

    buf_init(&line, OUTPUT_LINE_BYTES);
    for (size_t i = 0; i < page->n; i++) {
        buf_clear(&line);
        audit_record_write(&page->items[i], &line);
        output_write_bytes(o, line.bytes, line.len);
    }
    buf_free(&line);
}

int history_show(struct settings *settings)
{
    struct audit_page page = {.n = 0};
    struct state_dir dir;
    struct output out;
    struct error err;
    bool ok = state_dir_open(&dir, &err);

    ok = ok && audit_file_read(&dir, RECORDS, &page, &err);
    output_init(&out, STDOUT_FILENO);
    if (page.n)
        (settings->options.numbers[OPT_JSON] ? print_json : print_table)(&out, &page);
    if (!ok)
        output_fail("%s", err.text);
    else if (!page.n)
        output_note("the journal is empty");
    ok = output_end(&out) && ok;
    audit_page_free(&page);
    state_dir_close(&dir);
    return !ok;
}
