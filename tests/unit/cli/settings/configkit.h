/* A config file with a text, for tests of what is made of its keys. */
#pragma once

#include "config/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char configkit_path[] = "/tmp/cfqtop-config-XXXXXX";

/* What resolve makes of the text goes to out. */
typedef bool configkit_resolve(void *out, const struct config *c, struct error *err);

static inline bool configkit_run(configkit_resolve *resolve, void *out, const char *text,
                                 const char *profile, struct error *err)
{
    FILE *f = fopen(configkit_path, "w");
    struct config c;
    bool ok;

    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    if (!config_load(&c, configkit_path, true, profile, err))
        return false;
    ok = resolve(out, &c, err);
    config_free(&c);
    return ok;
}

/* The error is that of the file's path and why; or, of the second, begins so. */
static inline void configkit_expect_error(const struct error *err, const char *why)
{
    char want[sizeof(err->text)];

    snprintf(want, sizeof(want), "%s%s", configkit_path, why);
    assert_string_equal(err->text, want);
}

static inline void configkit_expect_beginning(const struct error *err, const char *why)
{
    char want[sizeof(err->text)];

    snprintf(want, sizeof(want), "%s%s", configkit_path, why);
    if (strncmp(err->text, want, strlen(want)) != 0)
        fail_msg("\"%s\" does not begin \"%s\"", err->text, want);
}

static inline int configkit_start(void **state)
{
    int fd = mkstemp(configkit_path);

    (void)state;
    return fd < 0 ? -1 : close(fd);
}

static inline int configkit_stop(void **state)
{
    (void)state;
    return unlink(configkit_path);
}
