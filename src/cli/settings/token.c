#include "cli/settings/token.h"

#include "base/memory/buf.h"
#include "base/memory/mem.h"
#include "cli/settings/token_command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A NUL would end the token early, and what is left might be fit to be sent. */
static bool take_first_line(const struct buf *bytes, struct secret *out, struct error *err)
{
    const char *end = bytes->len ? memchr(bytes->bytes, '\n', bytes->len) : NULL;
    size_t n = end ? (size_t)(end - bytes->bytes) : bytes->len;

    if (!n)
        return error_set(err, ERR_USAGE, "its first line is empty");
    if (memchr(bytes->bytes, '\0', n))
        return error_set(err, ERR_USAGE, "its first line is not text");
    *out = secret_take(mem_copy_bytes(bytes->bytes, n));
    return true;
}

/* NULL: there is no home. */
static char *expand_home(const char *path)
{
    const char *home = getenv("HOME");

    if (*path != '~')
        return mem_copy_str(path);
    return home && *home == '/' ? mem_print("%s%s", home, path + 1) : NULL;
}

static bool check_file(int fd, struct error *err)
{
    struct stat st;

    if (fstat(fd, &st))
        return error_set(err, ERR_USAGE, "%s", strerror(errno));
    if (!S_ISREG(st.st_mode))
        return error_set(err, ERR_USAGE, "what it names is not a file");
    if (st.st_uid != geteuid())
        return error_set(err, ERR_USAGE, "the file that it names belongs to another user");
    if (st.st_mode & (S_IRWXG | S_IRWXO))
        return error_set(err, ERR_USAGE, "others can use the file that it names: chmod 600 it");
    return true;
}

/* Reads until there is a whole line, or as much as a token can have. */
static bool read_line(int fd, struct buf *bytes, struct error *err)
{
    char part[TOKEN_MAX_BYTES + 1];
    ssize_t n;

    do {
        n = read(fd, part, sizeof part - bytes->len);
        if (n > 0)
            buf_append(bytes, part, (size_t)n);
    } while ((n < 0 && errno == EINTR) ||
             (n > 0 && bytes->len < sizeof part && !memchr(bytes->bytes, '\n', bytes->len)));
    explicit_bzero(part, sizeof part);
    return n >= 0 || error_set(err, ERR_USAGE, "%s", strerror(errno));
}

static bool read_file(const char *named, struct buf *bytes, struct error *err)
{
    char *path = expand_home(named);
    bool ok;
    int fd;

    if (!path)
        return error_set(err, ERR_USAGE, "there is no $HOME for ~");
    /* Not blocked by a FIFO of that name. */
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    free(path);
    if (fd < 0)
        return error_set(err, ERR_USAGE, "%s", strerror(errno));
    ok = check_file(fd, err) && read_line(fd, bytes, err);
    close(fd);
    return ok;
}

bool token_read(enum token_from from, const char *text, struct secret *out, struct error *err)
{
    struct buf bytes;
    bool ok;

    if (from == TOKEN_ENV)
        text = getenv(text);
    if (from == TOKEN_ENV && (!text || !*text))
        return error_set(err, ERR_USAGE, "the variable that it names is not set");
    if (from == TOKEN_TEXT || from == TOKEN_ENV) {
        *out = secret_take(mem_copy_str(text));
        return true;
    }
    buf_init(&bytes, TOKEN_MAX_BYTES + 1);
    buf_reserve(&bytes, TOKEN_MAX_BYTES + 1); /* whole, so that no copy is left by growing */
    ok = from == TOKEN_FILE ? read_file(text, &bytes, err)
                            : token_command_run(text, TOKEN_LIMIT_MS, &bytes, err);
    ok = ok && take_first_line(&bytes, out, err);
    if (bytes.bytes)
        explicit_bzero(bytes.bytes, bytes.len);
    buf_free(&bytes);
    return ok;
}
