#include "tests/harness/term/term.h"

#include "base/memory/mem.h"
#include "base/os/clock.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t read_switches(const char *path)
{
    FILE *f = fopen(path, "re");
    int64_t sum = 0;
    char line[256];

    if (!f)
        return 0;
    while (fgets(line, sizeof line, f)) {
        if (strstr(line, "voluntary_ctxt_switches:")) /* "nonvoluntary" too */
            sum += strtoll(strchr(line, ':') + 1, NULL, 10);
    }
    fclose(f);
    return sum;
}

int64_t term_context_switches(const struct term *t)
{
    char *folder = mem_print("/proc/%ld/task", (long)term_pid(t));
    DIR *tasks = opendir(folder);
    int64_t sum = tasks ? 0 : -1;
    struct dirent *entry;

    while (tasks && (entry = readdir(tasks))) {
        char *path = mem_print("%s/%s/status", folder, entry->d_name);

        if (entry->d_name[0] != '.')
            sum += read_switches(path);
        free(path);
    }
    if (tasks)
        closedir(tasks);
    free(folder);
    return sum;
}

/* Whether the main thread waits in the kernel; true where /proc does not tell. */
static bool is_asleep(const struct term *t)
{
    char *path = mem_print("/proc/%ld/stat", (long)term_pid(t));
    FILE *f = fopen(path, "re");
    char line[512] = "";
    const char *name_end;

    free(path);
    if (!f)
        return true;
    name_end = fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL;
    fclose(f);
    return name_end && name_end[1] && strchr("STZ", name_end[2]);
}

/* Sleep comes before the last look at the output: what a sleeping program wrote is there to read.
 */
static bool is_settled(struct term *t)
{
    return term_has_exited(t, NULL) ||
           (!term_has_input_left(t) && is_asleep(t) && !term_pump(t, 0));
}

/* Nothing tells when a process falls asleep, so its state is looked at every millisecond. */
void term_settle_at(struct term *t, const char *file, int line)
{
    int64_t end = clock_now().mono_ms + term_limit_ms();

    while (!is_settled(t)) {
        term_pump(t, 1);
        if (clock_now().mono_ms > end)
            term_fail_at(t, "the program does not come to rest", file, line);
    }
    while (term_pump(t, 0))
        ;
}
