/* Makes the README's pictures: runs the inspector on the simulator's living account, waits for what
 * the picture is about, and draws the terminal's cells as PNG.  Usage: shots FOLDER */
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
#include <unistd.h>

static const char *folder;

struct scene {
    const char *name;
    const char *queue; /* that is opened at the start; NULL: none */
    const char *ready; /* what must be on the screen before keys are pressed */
    const char *keys;
    const char *done; /* and before the picture is taken */
};

#define FAILED "2 Messages .* 100 of ~312"

#define GROWS "prod-orders .* grows.*\xe2\x96\x87.*\n.*PAUSED"

/* Each of them dark and light, on a small and on a large screen. */
static const struct scene scenes[] = {
    {"first", NULL, GROWS, "j j", "in  [0-9.]+k"},
    {"open", "prod-orders-dlq", FAILED, "Space j", "1 marked"},
    {"graph", NULL, GROWS, "j j m", "out fell from"},
    {"groups", "prod-orders-dlq", FAILED, "% j k", "what they share"},
    {"compare", "prod-orders-dlq", FAILED, "Space j =", "BODY"},
};

/* What one size and one theme show as well as all. */
static const struct scene details[] = {
    {"pulled", "prod-invoices", "2 Messages", "P dialog Enter pulled Down", "lease [0-9]+s"},
    {"value", "staging-events", "2 Messages .* 26", "0 1 7 G Enter j j", "when . v8"},
    {"help", NULL, "1 Queues 1", "?", "Help"},
};

struct look {
    const char *theme;
    enum shot_window window;
    int cols, rows;
};

static const struct look looks[] = {{"dark", SHOT_DARK, 80, 24},
                                    {"dark", SHOT_DARK, 160, 48},
                                    {"light", SHOT_LIGHT, 80, 24},
                                    {"light", SHOT_LIGHT, 160, 48}};

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

/* The SVG is what the PNG is made of, and goes again. */
static void take(const char *name, const struct look *look, struct term *t)
{
    char svg[512], png[512];

    snprintf(svg, sizeof(svg), "%s/%s.svg", folder, name);
    snprintf(png, sizeof(png), "%s/%s.png", folder, name);
    assert_true(shot_write_svg(term_screen(t), "cfqtop", look->window, svg));
    assert_true(shot_convert_png(svg, png, look->cols));
    assert_int_equal(unlink(svg), 0);
    printf("%s\n", png);
}

static void run_scene(const struct scene *scene, const struct look *look)
{
    struct sim *sim = sim_start((const char *[]){"--demo", "--seed", "7", NULL});
    const char *argv[] = {run_find_cfqtop(), "-i",         "500ms", "--theme",
                          look->theme,       scene->queue, NULL};
    const char *env[] = {NULL, "CLOUDFLARE_API_TOKEN=" SIM_TOKEN, NULL};
    char base[256], name[80];
    struct term *t;

    snprintf(base, sizeof(base), "CLOUDFLARE_API_BASE_URL=%s", sim_url(sim));
    snprintf(name, sizeof(name), "%s-%dx%d-%s", scene->name, look->cols, look->rows, look->theme);
    env[0] = base;
    t = term_start(
        &(struct term_options){.cols = look->cols, .rows = look->rows, .argv = argv, .env = env});
    term_wait_text(t, scene->ready);
    press(t, scene->keys);
    term_wait_text(t, scene->done);
    term_quiet(t, 100);
    take(name, look, t);
    term_stop(t);
    sim_stop(sim);
}

static void take_all(void **state)
{
    static const struct look mono = {"mono", SHOT_DARK, 80, 24};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(scenes); i++)
        for (size_t k = 0; k < ARRAY_LEN(looks); k++)
            run_scene(&scenes[i], &looks[k]);
    for (size_t i = 0; i < ARRAY_LEN(details); i++)
        run_scene(&details[i], &looks[0]);
    run_scene(&scenes[0], &mono);
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
