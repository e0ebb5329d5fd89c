/* Makes the README's pictures: runs the inspector on the simulator's living account, waits for what
 * the picture is about, and draws the terminal's cells as SVG and PNG.  Usage: shots FOLDER */
#include "base/memory/array.h"
#include "tests/harness/net/sim.h"
#include "tests/harness/program/run.h"
#include "tests/harness/shot/shot.h"
#include "tests/harness/term/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static const char *folder;

struct scene {
    const char *name;
    int cols, rows;
    const char *const *args;
    const char *const *env;
    const char *ready; /* what must be on the screen before keys are pressed */
    const char *keys;
    const char *done; /* and before the picture is taken */
    enum shot_window window;
};

/* The graph is part of the picture. */
static const char *const draining[] = {"-i", "500ms", "prod-invoices", NULL};
static const char *const light[] = {"-i", "500ms", "--theme", "light", "prod-invoices", NULL};
static const char *const dead[] = {"-i", "500ms", "prod-orders-dlq", NULL};

static const char *const odd[] = {"staging-events", NULL};
static const char *const failed[] = {"prod-orders-dlq", NULL};

#define GRAPH "backlog .* now [0-9]"
#define PULL  "P dialog Enter pulled Down"

#define GROWS "prod-orders .* grows.*\xe2\x96\x87.*\n.*PAUSED"

static const struct scene scenes[] = {
    {"first-80x24", 80, 24, NULL, NULL, GROWS, "j j", "prod-orders . backlog .*min", SHOT_DARK},
    {"first-160x48", 160, 48, NULL, NULL, GROWS, "j j", "prod-orders . backlog .*min", SHOT_DARK},
    {"graph-80x24", 80, 24, NULL, NULL, GROWS, "j j m [ [", "in +[^ ].*/min", SHOT_DARK},
    {"queues-80x24", 80, 24, draining, NULL, GRAPH, PULL, " L .*\n.*> L", SHOT_DARK},
    {"queues-160x48", 160, 48, dead, NULL, GRAPH, PULL, " L .*\n.*> L", SHOT_DARK},
    {"body-80x24", 80, 24, odd, NULL, "peeked, no lease . 26", "0 1 7 G Enter j j", "when . v8",
     SHOT_DARK},
    {"groups-80x24", 80, 24, failed, NULL, "peeked, no lease . 100", "% g", "2 Groups 5",
     SHOT_DARK},
    {"help", 80, 24, NULL, NULL, "1 Queues 1", "?", "Help", SHOT_DARK},
    {"no-colour", 80, 24, draining, (const char *const[]){"NO_COLOR=1", NULL}, GRAPH, "2",
     "2 Messages", SHOT_DARK},
    {"light-80x24", 80, 24, light, NULL, GRAPH, PULL, " L .*\n.*> L", SHOT_LIGHT},
};

static void press(struct term *t, const char *keys)
{
    char key[16];
    int used;

    for (; sscanf(keys, "%15s%n", key, &used) == 1; keys += used) {
        if (!strcmp(key, "dialog"))
            term_wait_text(t, "Enter pulls");
        else if (!strcmp(key, "pulled"))
            term_wait_text(t, "PULLED");
        else
            term_keys(t, key);
    }
}

static void take(const struct scene *scene, struct term *t)
{
    char svg[512], png[512];

    snprintf(svg, sizeof(svg), "%s/%s.svg", folder, scene->name);
    snprintf(png, sizeof(png), "%s/%s.png", folder, scene->name);
    assert_true(shot_write_svg(term_screen(t), "cfqtop", scene->window, svg));
    assert_true(shot_convert_png(svg, png));
    printf("%s\n%s\n", svg, png);
}

static void run_scene(const struct scene *scene)
{
    struct sim *sim = sim_start((const char *[]){"--demo", "--seed", "7", NULL});
    const char *argv[8] = {run_find_cfqtop()};
    const char *env[4] = {NULL};
    char base[256];
    struct term *t;

    for (int i = 0; scene->args && scene->args[i]; i++)
        argv[i + 1] = scene->args[i];
    snprintf(base, sizeof(base), "CLOUDFLARE_API_BASE_URL=%s", sim_url(sim));
    env[0] = base;
    env[1] = "CLOUDFLARE_API_TOKEN=" SIM_TOKEN;
    env[2] = scene->env ? scene->env[0] : NULL;
    t = term_start(
        &(struct term_options){.cols = scene->cols, .rows = scene->rows, .argv = argv, .env = env});
    term_wait_text(t, scene->ready);
    press(t, scene->keys);
    term_wait_text(t, scene->done);
    term_quiet(t, 100);
    take(scene, t);
    term_stop(t);
    sim_stop(sim);
}

static void take_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(scenes); i++)
        run_scene(&scenes[i]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_teardown(take_all, term_stop_all)};

    if (argc != 2) {
        fprintf(stderr, "usage: shots FOLDER\n");
        return 2;
    }
    folder = argv[1];
    return cmocka_run_group_tests_name("shots", tests, NULL, NULL);
}
