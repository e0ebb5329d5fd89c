/* Copies a Markdown file to stdout with its generated tables made anew from the program's own
 * tables.
 *
 * A table stands between a line `<!-- generated: NAME -->` and a line `<!-- end -->`. */
#include "app/action.h"
#include "cli/help.h"

#include <stdio.h>
#include <string.h>

static void print_keys(FILE *f)
{
    struct where_text where;

    fprintf(f, "| key | where | does |\n|---|---|---|\n");
    for (int i = 0; i < ACT_COUNT; i++) {
        const struct action *a = action_get((enum action_id)i);
        const char *mark = a->flags & IS_WRITE ? "**" : "";

        fprintf(f, "| %s`", mark);
        for (const char *p = a->keys; *p; p++)
            fputs(*p == ' ' ? "` `" : (char[]){*p, '\0'}, f);
        fprintf(f, "`%s | %s | %s |\n", mark, action_describe_where((enum action_id)i, &where),
                a->help);
    }
}

static const struct {
    const char *name;
    void (*print)(FILE *f);
} tables[] = {
    {"keys", print_keys},
    {"options", options_print_markdown},
    {"commands", commands_print_markdown},
};

/* Prints the table that the line asks for; false: it asks for none. */
static int print_table(const char *line)
{
    char name[32];

    if (sscanf(line, "<!-- generated: %31[a-z] -->", name) != 1)
        return 0;
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
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
