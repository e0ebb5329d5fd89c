/* Runs the tests of one script (tests/README.md), each as a test of its own:
 *
 *   build/tests/e2e/script tests/e2e/scripts/bodies/value.test [NAME]
 *
 * With a NAME, which may have * in it, only the tests of that name. */
#include "tests/harness/script/script.h"
#include "base/memory/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

static void run(void **state)
{
    script_run(*state);
}

int main(int argc, char **argv)
{
    struct script_error err;
    struct script *script;
    struct CMUnitTest *tests;
    size_t n = 0;
    int failed;

    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: script FILE.test [NAME]\n");
        return 2;
    }
    script = script_read(argv[1], &err);
    if (!script) {
        fprintf(stderr, "%s:%d: %s\n", argv[1], err.line, err.why);
        return 1;
    }
    tests = mem_new(script->n, sizeof(*tests));
    for (size_t i = 0; i < script->n; i++)
        if (script->parts[i].is_test)
            tests[n++] = (struct CMUnitTest){.name = script->parts[i].name,
                                             .test_func = run,
                                             .teardown_func = script_end,
                                             .initial_state = &script->parts[i]};
    if (argc == 3)
        cmocka_set_test_filter(argv[2]);
    failed = _cmocka_run_group_tests(argv[1], tests, n, NULL, NULL);
    free(tests);
    script_free(script);
    return failed;
}
