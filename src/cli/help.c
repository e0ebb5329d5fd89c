#include "cli/help.h"

#include "base/text/text_line.h"
#include "cli/commands.h"
#include "config/options.h"

#include <string.h>

enum { WIDTH = 80, TEXT_AT = 27 };

/* "-n, --batch-size N"; "" for what is never on the command line. */
static const char *print_flags(char *out, size_t size, const struct option_spec *spec)
{
    const char letter[] = {'-', spec->letter, ',', ' ', '\0'};

    *out = '\0';
    if (spec->name)
        snprintf(out, size, "%s--%s%s%s", spec->letter ? letter : "", spec->name,
                 spec->metavar ? " " : "", spec->metavar ? spec->metavar : "");
    return out;
}

/* The help text with what the numbers of the table say. */
static const char *print_text(char *out, size_t size, enum option_id id)
{
    const struct option_spec *spec = options_get(id);
    char range[120], preset[24];

    if (spec->most)
        snprintf(out, size, "%s: %s (default %s)", spec->help,
                 options_print_range(range, sizeof range, id),
                 options_print_value(preset, sizeof preset, id, spec->preset));
    else
        snprintf(out, size, "%s", spec->help);
    return out;
}

/* text, wrapped at WIDTH, every line but the first indented; the cursor stands in column at. */
static void print_wrapped(FILE *f, const char *text, size_t at, size_t indent)
{
    size_t col = at;

    while (*text) {
        size_t n = strcspn(text, " ");

        if (col > indent && col + 1 + n > WIDTH) {
            fprintf(f, "\n%*s", (int)indent, "");
            col = indent;
        } else if (col > indent) {
            fputc(' ', f);
            col++;
        }
        fprintf(f, "%.*s", (int)n, text);
        col += n;
        text += n;
        text += strspn(text, " ");
    }
    fputc('\n', f);
}

/* left in a column of its own, the text beside it, or below when left is too long. */
static void print_row(FILE *f, const char *left, const char *text)
{
    fprintf(f, "  %-*s", TEXT_AT - 3, left);
    if (strlen(left) > TEXT_AT - 4)
        fprintf(f, "\n%*s", TEXT_AT, "");
    else
        fputc(' ', f);
    print_wrapped(f, text, TEXT_AT, TEXT_AT);
}

static void print_commands(FILE *f)
{
    char left[64];

    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const struct command_spec *spec = commands_get((enum command)i);

        snprintf(left, sizeof left, "%s%s%s", spec->name ? spec->name : "",
                 spec->name && *spec->arguments ? " " : "", spec->arguments);
        print_row(f, left, spec->help);
    }
}

static void print_environment(FILE *f)
{
    char text[400];

    for (enum option_id id = 0; id < OPT_COUNT; id++) {
        const struct option_spec *spec = options_get(id);

        if (!spec->env[0])
            continue;
        snprintf(text, sizeof text, "%s%s%s%s%s", spec->name ? "as --" : spec->help,
                 spec->name ? spec->name : "", spec->env[1] ? " (or " : "",
                 spec->env[1] ? spec->env[1] : "", spec->env[1] ? ")" : "");
        print_row(f, spec->env[0], text);
    }
}

/* Those that are not described above with their text. */
static void print_keys(FILE *f)
{
    char line[400], left[64];
    struct text_line keys = text_line(line, sizeof line);

    for (enum option_id id = 0; id < OPT_COUNT; id++)
        if (options_get(id)->key)
            text_line_join(&keys, ", ", "%s", options_get(id)->key);
    fputs("  ", f);
    print_wrapped(f, line, 2, 2);
    for (enum option_id id = 0; id < OPT_COUNT; id++) {
        const struct option_spec *spec = options_get(id);

        if (spec->name || spec->env[0])
            continue;
        snprintf(left, sizeof left, "%s = %s", spec->key, spec->metavar);
        print_row(f, left, spec->help);
    }
}

void help_print(FILE *f)
{
    char left[64], text[400];

    fputs("usage: cfqtop [options] [QUEUE]\n"
          "       cfqtop [options] COMMAND [QUEUE [LEASE...]]\n\n"
          "Looks into Cloudflare Queues.  A QUEUE is a name or an id; put -- before a\n"
          "queue that is named like a command.\n\ncommands:\n",
          f);
    print_commands(f);
    fputs("\noptions:\n", f);
    for (enum option_id id = 0; id < OPT_COUNT; id++)
        if (options_get(id)->name)
            print_row(f, print_flags(left, sizeof left, options_get(id)),
                      print_text(text, sizeof text, id));
    fputs("\nenvironment (an empty variable counts as unset):\n", f);
    print_environment(f);
    fputs("\nkeys of the config file (its sections are the profiles):\n", f);
    print_keys(f);
    fputs("\nA DURATION is digits and ms, s, m, h or d: 500ms, 30s, 5m, 12h.\n"
          "A value is taken from the command line, or else the environment, the profile,\n"
          "the keys before the first section of the config file.\n"
          "exit status: 0 done, 1 the API or network said no, 2 usage, 3 check fails\n",
          f);
}

void options_print_markdown(FILE *f)
{
    char flags[64], text[400];

    fputs("| option | environment | config key | meaning |\n|---|---|---|---|\n", f);
    for (enum option_id id = 0; id < OPT_COUNT; id++) {
        const struct option_spec *spec = options_get(id);

        print_flags(flags, sizeof flags, spec);
        fprintf(f, "| %s%s%s | ", *flags ? "`" : "", *flags ? flags : "none", *flags ? "`" : "");
        if (spec->env[0])
            fprintf(f, "`%s`", spec->env[0]);
        if (spec->env[1])
            fprintf(f, " (`%s`)", spec->env[1]);
        fprintf(f, " | %s%s%s | %s |\n", spec->key ? "`" : "", spec->key ? spec->key : "",
                spec->key ? "`" : "", print_text(text, sizeof text, id));
    }
}

void commands_print_markdown(FILE *f)
{
    fputs("| command | does |\n|---|---|\n", f);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const struct command_spec *spec = commands_get((enum command)i);

        fprintf(f, "| `cfqtop %s%s%s` | %s |\n", spec->name ? spec->name : "",
                spec->name && *spec->arguments ? " " : "", spec->arguments, spec->help);
    }
}
