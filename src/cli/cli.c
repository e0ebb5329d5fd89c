#include "cli/cli.h"

#include "cli/commands.h"
#include "cli/help.h"
#include "cli/print/output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static void print_version(FILE *f)
{
    fputs("cfqtop " CFQTOP_VERSION "\n", f);
}

/* 0, or 1 when stdout would not take it. */
static int print_and_end(void (*print)(FILE *f))
{
    print(stdout);
    if (!fflush(stdout) && !ferror(stdout) && !close(STDOUT_FILENO))
        return 0;
    output_note_error(errno);
    return 1;
}

int cli_parse(int argc, char **argv, struct settings *out)
{
    struct arguments args;
    struct error err;
    int status = CLI_GO_ON;

    *out = (struct settings){.command = COMMAND_INSPECT};
    if (!arguments_parse(&args, argc, argv, &err)) {
        output_fail("%s", err.text);
        return 2;
    }
    if (args.values[OPT_HELP] || args.command == COMMAND_HELP) {
        status = print_and_end(help_print);
    } else if (args.values[OPT_VERSION]) {
        status = print_and_end(print_version);
    } else if (!settings_resolve(out, &args, &err)) {
        output_fail("%s", err.text);
        status = 2;
    }
    arguments_free(&args);
    return status;
}

bool cli_load_profile(int argc, char **argv, const char *name, struct settings *out,
                      struct error *err)
{
    struct arguments args;
    bool ok;

    if (!arguments_parse(&args, argc, argv, err))
        return false;
    args.values[OPT_PROFILE] = name;
    args.queue = NULL; /* of the profile left */
    args.values[OPT_PULL] = NULL;
    ok = settings_resolve(out, &args, err);
    arguments_free(&args);
    return ok;
}

int cli_check_terminal(const struct settings *s)
{
    const char *near = s->queue ? commands_suggest(s->queue) : NULL;

    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        return CLI_GO_ON;
    if (near) {
        output_fail("unknown command %.60s: did you mean %s?", s->queue, near);
        return 2;
    }
    if (s->queue)
        output_fail("no command is called %.60s, and opening a queue needs a terminal", s->queue);
    output_fail("the inspector needs a terminal: without one, use cfqtop queues |");
    output_fail("metrics QUEUE | peek QUEUE | pull QUEUE | ack | retry (see cfqtop --help)");
    return 2;
}
