/* Where everything begins: the only file that sees both src/ and ui/. */
#include "base/failure/sanitized.h"
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/os/thread.h"
#include "base/text/dtext.h"
#include "cli/charset.h"
#include "cli/cli.h"
#include "cli/print/output.h"
#include "cli/run/oneshot.h"
#include "ui/ui.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/* A core dump would hold the credential and message bodies. */
static void forbid_core_dumps(void)
{
    struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    if (!IS_SANITIZED) /* the leak checker attaches to its own process, which this forbids */
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

/* Started with one of the first three descriptors closed, the next file or socket would become
 * stdout.  Opened the wrong way round, so that using it is an error as before. */
static void fill_descriptors(void)
{
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0)
            _exit(1);
}

/* As the program was started. */
static struct {
    int argc;
    char **argv;
} start;

/* "cfqtop release" for the same account, to be run should the inspector crash: its words, copied
 * because the settings go. */
enum { RELEASER_WORDS = 12 };
static char *releaser[RELEASER_WORDS];

static void make_releaser(const struct settings *s)
{
    static const enum option_id ids[] = {OPT_PROFILE, OPT_CONFIG, OPT_ACCOUNT, OPT_BASE_URL};
    char self[4096];
    ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
    int n = 0;

    for (int i = 0; i < RELEASER_WORDS; i++) {
        free(releaser[i]);
        releaser[i] = NULL;
    }
    if (len <= 0)
        return; /* nothing else says for sure which file this is */
    self[len] = '\0';
    releaser[n++] = mem_copy_str(self);
    releaser[n++] = mem_copy_str("release");
    for (size_t i = 0; i < ARRAY_LEN(ids); i++)
        if (s->options.texts[ids[i]]) {
            releaser[n++] = mem_print("--%s", options_get(ids[i])->name);
            releaser[n++] = mem_copy_str(s->options.texts[ids[i]]);
        }
}

static bool load_profile(const char *name, struct ui_config *out, struct error *err);

/* Moves what the inspector needs out of settings. */
static struct ui_config make_config(struct settings *s)
{
    const char *account = s->options.texts[OPT_ACCOUNT], *base_url = s->options.texts[OPT_BASE_URL];
    struct ui_config c = {
        .term = {.ascii = s->options.numbers[OPT_ASCII]},
        .app = {.options = s->options,
                .credential = s->credential_source,
                .by_key = s->by_key,
                .queue = s->queue,
                .queue_options = s->queue_options,
                .alerts = s->alerts,
                .profiles = s->profiles,
                .n_profiles = s->n_profiles},
        .fetch = {.base_url = mem_copy_str(base_url), .credentials = s->credentials},
        .releaser = releaser[0] ? releaser : NULL,
        .keys = s->keys,
        .colors = s->colors,
        .load_profile = load_profile,
    };

    snprintf(c.app.account_id, sizeof(c.app.account_id), "%s", account ? account : "");
    fetch_foreign_host(base_url, c.app.host, sizeof(c.app.host));
    s->queue = NULL;
    s->queue_options = (struct queue_options){.n = 0};
    s->alerts = (struct alerts){.n = 0};
    s->profiles = NULL;
    s->n_profiles = 0;
    s->keys = (struct bindings){.keys = {NULL}};
    s->options = (struct option_values){.numbers = {0}};
    s->credentials = (struct credentials){0};
    return c;
}

static bool load_profile(const char *name, struct ui_config *out, struct error *err)
{
    struct settings s;

    if (!cli_load_profile(start.argc, start.argv, name, &s, err))
        return false;
    make_releaser(&s);
    *out = make_config(&s);
    settings_free(&s);
    return true;
}

static int inspect(struct settings *s)
{
    struct ui_config c;

    make_releaser(s);
    c = make_config(s);
    return ui_run(&c);
}

static int run(struct settings *settings)
{
    int status;

    if (settings->command != COMMAND_INSPECT)
        return oneshot_run(settings);
    status = cli_check_terminal(settings);
    if (status != CLI_GO_ON)
        return status;
    return inspect(settings);
}

int main(int argc, char **argv)
{
    struct settings settings;
    int status;

    forbid_core_dumps();
    fill_descriptors();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a limited disk is an error to tell, as a full one is */
    charset_start();
    start.argc = argc;
    start.argv = argv;
    status = cli_parse(argc, argv, &settings);
    if (status == CLI_GO_ON) {
        if (settings.options.numbers[OPT_ASCII])
            dtext_set_ascii(true);
        else if (settings.command != COMMAND_INSPECT && !isatty(STDOUT_FILENO))
            charset_set_for_pipe();
        status = run(&settings);
        settings_free(&settings);
    }
    status = output_exit_status(status);
    if (!thread_is_left_behind())
        return status;
    fflush(NULL);
    _exit(status);
}
