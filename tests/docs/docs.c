/* Copies a Markdown file to stdout with its generated tables made anew from the program's own
 * tables.
 *
 * A table stands between a line `<!-- generated: NAME -->` and a line `<!-- end -->`. */
#include "app/command/command.h"
#include "app/command/setting.h"
#include "base/memory/array.h"
#include "cli/help.h"
#include "config/role_colors.h"
#include "parts/filter/row_filter.h"
#include "parts/input/action.h"

#include <stdio.h>
#include <string.h>

/* A table cell in code style: a bar in it would end the cell. */
static void print_code(FILE *f, const char *before, const char *text, size_t n)
{
    fprintf(f, "`%s", before);
    for (size_t i = 0; i < n; i++)
        fprintf(f, "%s%c", text[i] == '|' ? "\\" : "", text[i]);
    fputs("`", f);
}

static void print_names(FILE *f, const struct action *a)
{
    for (const char *key = a->keys; *key; key += strspn(key, " ")) {
        size_t n = strcspn(key, " ");

        print_code(f, "", key, n);
        key += n;
        fputs(*key ? " " : "", f);
    }
}

/* Actions that are told together have a row together. */
static void print_keys(FILE *f)
{
    struct where_text where;

    fprintf(f, "| key | where | does | name |\n|---|---|---|---|\n");
    for (int i = 0, end; i < ACT_COUNT; i = end) {
        const struct action *a = action_get((enum action_id)i);
        const char *mark = a->flags & IS_WRITE ? "**" : "";

        for (end = i + 1; end < ACT_COUNT && !action_get((enum action_id)end)->help;)
            end++;
        fprintf(f, "| %s", mark);
        for (int k = i; k < end; k++) {
            fputs(k > i ? ", " : "", f);
            print_names(f, action_get((enum action_id)k));
        }
        fprintf(f, "%s | %s | %s | ", mark, action_describe_where((enum action_id)i, &where),
                a->help);
        for (int k = i; k < end; k++)
            fprintf(f, "%s%s", k > i ? ", " : "", action_get((enum action_id)k)->name);
        fputs(" |\n", f);
    }
}

static void print_roles(FILE *f)
{
    static const char *const says[] = {
        [ROLES_BAD] = "lost, or failed for good",
        [ROLES_WARN] = "gets worse: look at it",
        [ROLES_GOOD] = "gets better, or was answered",
        [ROLES_HERE] = "where you are, what you can press or type",
        [ROLES_HELD] = "a person's hand is on it",
        [ROLES_PLAIN] = "facts",
        [ROLES_DIM] = "labels, units, zero",
        [ROLES_FILL] = "rules and graphs",
        [ROLES_CHIP] = "on a background of its own",
    };
    _Static_assert(ARRAY_LEN(says) == ROLE_CLASSES, "every class is told");
    struct role_name name;

    fprintf(f, "| says | roles |\n|---|---|\n");
    for (int class = 0; class < ROLE_CLASSES; class ++) {
        fprintf(f, "| %s |", says[class]);
        for (int i = 0; i < ROLE_COUNT; i++)
            if (role_colors_class((enum role)i) == (enum role_class) class)
                fprintf(f, " `%s`", role_colors_name(&name, (enum role)i));
        fputs(" |\n", f);
    }
}

static void print_key(FILE *f, enum action_id id)
{
    char key[16];

    action_first_key(id, key);
    print_code(f, "", key, strlen(key));
}

static void print_lines(FILE *f)
{
    char usage[80], text[160];

    fprintf(f, "| command | key | does |\n|---|---|---|\n");
    for (size_t i = 0; i < command_count(); i++) {
        const struct command_row *row = command_at(i);
        bool is_write = row->action != ACT_NONE && action_get(row->action)->flags & IS_WRITE;
        const char *mark = is_write ? "**" : "";

        snprintf(usage, sizeof(usage), "%s%s%s", row->name, *row->arguments ? " " : "",
                 row->arguments);
        fprintf(f, "| %s", mark);
        print_code(f, ":", usage, strlen(usage));
        fprintf(f, "%s | ", mark);
        if (row->action != ACT_NONE)
            print_key(f, row->action);
        fprintf(f, " | %s |\n", action_fill(text, sizeof(text), row->help));
    }
}

static void print_settings(FILE *f)
{
    char range[160];

    fprintf(f, "| `:set` | can be | what it is |\n|---|---|---|\n");
    for (const struct setting *s = setting_next(NULL); s; s = setting_next(s))
        fprintf(f, "| `%s` | %s | %s |\n", setting_name(s),
                setting_print_range(range, sizeof(range), s), setting_help(s));
}

static void print_filter(FILE *f)
{
    struct buf b;

    buf_init(&b, 10000);
    row_filter_append_help(&b, true);
    fprintf(f, "| term | holds for |\n|---|---|\n%s", b.bytes);
    buf_free(&b);
}

static const struct {
    const char *name;
    void (*print)(FILE *f);
} tables[] = {
    {"keys", print_keys},
    {"lines", print_lines},
    {"settings", print_settings},
    {"options", options_print_markdown},
    {"commands", commands_print_markdown},
    {"filter", print_filter},
    {"roles", print_roles},
};

/* Prints the table that the line asks for; false: it asks for none. */
static int print_table(const char *line)
{
    char name[32];

    if (sscanf(line, "<!-- generated: %31[a-z] -->", name) != 1)
        return 0;
    for (size_t i = 0; i < ARRAY_LEN(tables); i++)
        if (!strcmp(tables[i].name, name)) {
            tables[i].print(stdout);
            return 1;
        }
    fprintf(stderr, "docs: no table is named %s\n", name);
    return 0;
}

int main(int argc, char **argv)
{
    FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
    char line[4096];
    int inside = 0;

    if (!f) {
        fprintf(stderr, "usage: cfqtop-docs FILE.md\n");
        return 2;
    }
    while (fgets(line, sizeof(line), f)) {
        if (!strncmp(line, "<!-- end -->", 12))
            inside = 0;
        if (!inside)
            fputs(line, stdout);
        if (print_table(line))
            inside = 1;
    }
    fclose(f);
    return ferror(stdout) ? 1 : 0;
}
