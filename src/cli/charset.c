#include "cli/charset.h"

#include "base/memory/array.h"
#include "base/text/dtext.h"

#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* By any of the names that it goes by. */
static bool set_utf8(void)
{
    static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"};

    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (setlocale(LC_CTYPE, names[i]) && is_utf8())
            return true;
    return false;
}

/* The locale that the environment names. */
static const char *find_wanted(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < ARRAY_LEN(variables); i++) {
        const char *value = getenv(variables[i]);

        if (value && value[0])
            return value;
    }
    return "";
}

static bool names_utf8(const char *locale)
{
    const char *codeset = strchr(locale, '.');

    return codeset &&
           (strncasecmp(codeset + 1, "UTF-8", 5) == 0 || strncasecmp(codeset + 1, "UTF8", 4) == 0);
}

void charset_start(void)
{
    if (!setlocale(LC_CTYPE, "") && names_utf8(find_wanted()))
        set_utf8();
    dtext_set_ascii(!is_utf8());
}

void charset_set_for_pipe(void)
{
    if (is_utf8() || set_utf8())
        dtext_set_ascii(false);
}
