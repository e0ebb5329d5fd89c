#include "base/failure/die.h"

#include <string.h>
#include <unistd.h>

static void (*put_right)(void);

void die_set_hook(void (*hook)(void))
{
    put_right = hook;
}

static void write_text(const char *text)
{
    ssize_t n = write(STDERR_FILENO, text, strlen(text));

    (void)n; /* there is nobody left to tell */
}

void die_now(const char *what)
{
    if (put_right)
        put_right();
    write_text("cfqtop: ");
    write_text(what);
    write_text("\n");
    _exit(1);
}
