#include "cli/doctor/machine.h"

#include "api/answer/decode.h"
#include "base/memory/mem.h"
#include "base/os/clock.h"
#include "base/text/format.h"
#include "cli/doctor/judge.h"
#include "config/config.h"
#include "store/lease_file.h"
#include "store/trash_file.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { LEAST_FREE = 128 * 1024 * 1024 }; /* twice what the trash takes */

static void look_at_config(struct findings *f, const struct settings *s)
{
    const char *named = s->options.texts[OPT_CONFIG], *profile = s->options.texts[OPT_PROFILE];
    char *path = named ? mem_copy_str(named) : config_find_path();
    bool there = path && access(path, F_OK) == 0;

    if (there)
        findings_set(f, CHECK_CONFIG, FINDING_OK, "%s, %s%.40s", config_shorten_path(path),
                     profile ? "profile " : "no profile", profile ? profile : "");
    else
        findings_set(f, CHECK_CONFIG, FINDING_OK, "none%s%s", path ? ": there is no " : "",
                     path ? config_shorten_path(path) : "");
    free(path);
}

static bool count_leases(const struct state_dir *dir, size_t *n, struct error *err)
{
    struct lease_file *file = lease_file_open(dir, err);
    struct lease_orphans left;
    bool ok;

    if (!file)
        return false;
    ok = lease_file_orphans(file, clock_now(), &left, err);
    *n = left.n;
    lease_orphans_free(&left);
    lease_file_close(file);
    return ok;
}

static bool count_trash(const struct state_dir *dir, size_t *n, struct error *err)
{
    struct trash_list list = {.fd = -1};
    bool ok = trash_list_open(dir, &list, err);

    *n = list.n;
    trash_list_close(&list);
    return ok;
}

static void look_into(struct findings *f, const struct state_dir *dir, size_t leases, size_t trash)
{
    bool closed = false, writable = faccessat(dir->fd, ".", W_OK | X_OK, 0) == 0;
    int64_t left = -1;
    struct statvfs disk;
    struct format room;
    struct stat st;

    if (!fstat(dir->fd, &st))
        closed = !(st.st_mode & (S_IRWXG | S_IRWXO));
    if (!fstatvfs(dir->fd, &disk))
        left = (int64_t)(disk.f_bavail * disk.f_frsize);
    findings_set(f, CHECK_STATE,
                 !writable                                               ? FINDING_FAILS
                 : !closed || leases || (left >= 0 && left < LEAST_FREE) ? FINDING_WARNS
                                                                         : FINDING_OK,
                 "%s, %zu in trash, %s free in %s",
                 leases ? FORMAT_COUNTED(leases, "lost lease") : "no lost lease", trash,
                 format_bytes(&room, left), dir->path);
    if (!writable)
        findings_advise(f, CHECK_STATE, "make it writable");
    else if (!closed)
        findings_advise(f, CHECK_STATE, "chmod 700 it");
    else if (leases)
        findings_advise(f, CHECK_STATE, "cfqtop release");
    else if (left >= 0 && left < LEAST_FREE)
        findings_advise(f, CHECK_STATE, "free some space");
}

static void look_at_state(struct findings *f)
{
    struct state_dir dir;
    size_t leases = 0, trash = 0;
    struct error err;

    if (!state_dir_open(&dir, &err)) {
        findings_set(f, CHECK_STATE, FINDING_FAILS, "%s", err.text);
        return;
    }
    if (count_leases(&dir, &leases, &err) && count_trash(&dir, &trash, &err))
        look_into(f, &dir, leases, trash);
    else
        findings_set(f, CHECK_STATE, FINDING_FAILS, "%s", err.text);
    state_dir_close(&dir);
}

static void look_at_terminal(struct findings *f, const struct settings *s)
{
    struct terminal t = {.term = getenv("TERM"),
                         .colorterm = getenv("COLORTERM"),
                         .codeset = nl_langinfo(CODESET),
                         .ascii = s->options.numbers[OPT_ASCII],
                         .no_color = s->options.numbers[OPT_NO_COLOR]};
    struct winsize size;

    if (!isatty(STDOUT_FILENO)) {
        findings_set(f, CHECK_TERMINAL, FINDING_OK,
                     "none: stdout is no terminal (the inspector needs one)");
        return;
    }
    if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size)) {
        t.cols = size.ws_col;
        t.rows = size.ws_row;
    }
    judge_terminal(f, &t);
}

static void look_at_trust(struct findings *f, const struct fetch_setup *setup)
{
    const char *at = setup->authorities;

    if (setup->plain)
        findings_set(f, CHECK_TRUST, FINDING_OK, "no certificates: http on this machine");
    else if (!at[0])
        findings_set(f, CHECK_TRUST, FINDING_WARNS, "libcurl does not say which authorities");
    else
        findings_set(f, CHECK_TRUST, FINDING_OK, "authorities in %s (%s)", at,
                     setup->named_by ? setup->named_by : "the system's");
    if (at[0] && access(at, R_OK) != 0) {
        findings_set(f, CHECK_TRUST, FINDING_FAILS, "%s cannot be read (%s)", at,
                     setup->named_by ? setup->named_by : "the system's");
        findings_advise(f, CHECK_TRUST, setup->named_by ? "set or unset it" : "install them");
    }
}

static void look_at_proxy(struct findings *f, const struct fetch_setup *setup)
{
    const char *except = getenv("no_proxy");

    if (!except)
        except = getenv("NO_PROXY");
    if (setup->plain)
        findings_set(f, CHECK_PROXY, FINDING_OK, "none: http on this machine");
    else if (!setup->proxy[0])
        findings_set(f, CHECK_PROXY, FINDING_OK, "none: neither https_proxy nor all_proxy is set");
    else
        findings_set(f, CHECK_PROXY, FINDING_OK, "%s%s", setup->proxy,
                     except && *except ? ", where no_proxy does not say otherwise" : "");
}

void machine_look(struct findings *f, const struct settings *s)
{
    struct fetch_setup setup;

    fetch_describe_setup(s->options.texts[OPT_BASE_URL], &setup);
    findings_set(f, CHECK_VERSION, FINDING_OK, "cfqtop " CFQTOP_VERSION ", %s, %s", setup.library,
                 decode_library());
    look_at_config(f, s);
    look_at_state(f);
    look_at_terminal(f, s);
    look_at_proxy(f, &setup);
    look_at_trust(f, &setup);
}
