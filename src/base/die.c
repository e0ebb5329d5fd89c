#include "base/die.h"

#include <string.h>
#include <unistd.h>

static void (*restore)(void);

void die_set_hook(void (*hook)(void))
{
    restore = hook;
}

static void write_text(const char *text)
{
    ssize_t n = write(STDERR_FILENO, text, strlen(text));

    (void)n; /* there is nobody left to tell */
}

void die_now(const char *what)
{
    if (restore)
        restore();
    write_text("cfqtop: ");
    write_text(what);
    write_text("\n");
    _exit(1);
}
