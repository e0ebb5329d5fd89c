#include "config/config.h"

#include "base/memory/array.h"
#include "base/memory/buf.h"
#include "base/memory/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FILE_BYTES = 64 * 1024,
    SECTION_BYTES =
        49,           /* inih cuts longer names, and a cut name could be that of another profile */
    PATH_BYTES = 100, /* of a path in an error line */
    SHOWN_BYTES = 40
};

static const char *const prefixes[] = {
    [CONFIG_KEY] = "key.",       [CONFIG_DECODER] = "decoder.", [CONFIG_VIEW] = "view.",
    [CONFIG_COLUMN] = "column.", [CONFIG_COLOR] = "color.",     [CONFIG_ALERT] = "alert",
};
_Static_assert(ARRAY_LEN(prefixes) == CONFIG_PREFIXES, "every prefix has its word");

/* Which key of a section says where the token comes from. */
struct token_key {
    char section[SECTION_BYTES + 1];
    enum option_id id;
    int line;
};

struct reader {
    const char *rest; /* of the file */
    const char *text; /* the line, of text_len bytes */
    size_t text_len;
    int line;
    const char *profile; /* NULL: none asked for */
    bool has_profile;
    int secret_line;  /* 0: no credential in the file */
    int command_line; /* 0: no command in the file */
    char command_key[SHOWN_BYTES];
    struct token_key *token_keys;
    size_t n_token_keys;
    struct config *out;
    struct error *err; /* the first error is kept */
    bool failed;
};

const char *config_shorten_path(const char *path)
{
    size_t n = strlen(path);

    return n <= PATH_BYTES ? path : path + (n - PATH_BYTES);
}

char *config_find_path(void)
{
    const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

    if (base && *base == '/')
        return mem_print("%s/cfqtop/config.ini", base);
    if (home && *home)
        return mem_print("%s/.config/cfqtop/config.ini", home);
    return NULL;
}

void config_free(struct config *c)
{
    for (int part = 0; part < CONFIG_PARTS; part++)
        for (int id = 0; id < OPT_COUNT; id++) {
            char *text = c->values[part][id].text;

            if (text)
                explicit_bzero(text, strlen(text));
            free(text);
        }
    for (size_t i = 0; i < c->n_keys; i++) {
        free(c->keys[i].name);
        free(c->keys[i].text);
    }
    free(c->keys);
    for (size_t i = 0; i < c->n_profiles; i++)
        free(c->profiles[i]);
    free(c->profiles);
    free(c->path);
    *c = (struct config){.path = NULL};
}

static void fail_line(struct reader *r, const char *what)
{
    if (!r->failed)
        error_set(r->err, ERR_USAGE, "%s:%d: %s", config_shorten_path(r->out->path), r->line, what);
    r->failed = true;
}

/* A profile may have several sections. */
static void note_profile(struct config *c, const char *name, size_t len)
{
    for (size_t i = 0; i < c->n_profiles; i++)
        if (strlen(c->profiles[i]) == len && !memcmp(c->profiles[i], name, len))
            return;
    MEM_GROW(c->profiles, c->n_profiles);
    c->profiles[c->n_profiles++] = mem_print("%.*s", (int)len, name);
}

static void note_section(struct reader *r, const char *line, size_t n)
{
    const char *end = memchr(line, ']', n);
    size_t len;

    if (!end)
        return; /* inih reports the line */
    len = (size_t)(end - line) - 1;
    if (!len)
        fail_line(r, "a profile without a name");
    else if (len > SECTION_BYTES)
        fail_line(r, "the profile's name is too long");
    else
        note_profile(r->out, line + 1, len);
    if (r->profile && strlen(r->profile) == len && !memcmp(r->profile, line + 1, len))
        r->has_profile = true;
}

/* One line for inih, without the blanks before it: with them it would be read as more of the value
 * above.  inih cuts long lines, and a cut value is a wrong value. */
static char *read_line(char *out, int size, void *stream)
{
    struct reader *r = stream;
    size_t n, blanks;

    if (!*r->rest)
        return NULL;
    r->line++;
    n = strcspn(r->rest, "\n");
    r->text = r->rest;
    r->text_len = n;
    blanks = strspn(r->rest, " \t\r");
    blanks = blanks < n ? blanks : n;
    if (n - blanks + 2 >= (size_t)size) {
        fail_line(r, "the line is too long");
        *out = '\0';
    } else {
        memcpy(out, r->rest + blanks, n - blanks);
        memcpy(out + (n - blanks), "\n", 2);
        if (*out == '[')
            note_section(r, out, n - blanks);
    }
    r->rest += n + (r->rest[n] == '\n');
    return out;
}

static void store_value(struct reader *r, enum config_part part, enum option_id id,
                        const char *text)
{
    struct config_value *v = &r->out->values[part][id];

    if (v->text)
        explicit_bzero(v->text, strlen(v->text));
    free(v->text);
    *v = (struct config_value){.text = mem_copy_str(text), .line = r->line};
}

/* One section has one of them: which of two was meant cannot be told. */
static bool note_token_key(struct reader *r, const char *section, enum option_id id)
{
    struct token_key *key;
    char what[2 * SHOWN_BYTES];

    for (size_t i = 0; i < r->n_token_keys; i++) {
        key = &r->token_keys[i];
        if (strcmp(key->section, section) != 0)
            continue;
        if (key->id == id)
            return true;
        snprintf(what, sizeof what, "%s: there is a %s in line %d", options_get(id)->key,
                 options_get(key->id)->key, key->line);
        fail_line(r, what);
        return false;
    }
    MEM_GROW(r->token_keys, r->n_token_keys);
    key = &r->token_keys[r->n_token_keys++];
    *key = (struct token_key){.id = id, .line = r->line};
    snprintf(key->section, sizeof key->section, "%s", section);
    return true;
}

/* A value is not to be taken in part: inih ends it at a ; behind a blank. */
static bool check_whole(struct reader *r, const char *key)
{
    char what[2 * SHOWN_BYTES];

    for (size_t i = 1; i < r->text_len; i++)
        if (r->text[i] == ';' && strchr(" \t", r->text[i - 1])) {
            snprintf(what, sizeof what, "%.*s: a ; after a blank starts a comment", SHOWN_BYTES - 1,
                     key);
            fail_line(r, what);
            return false;
        }
    return true;
}

static bool check_command(struct reader *r, const char *key)
{
    r->command_line = r->line;
    snprintf(r->command_key, sizeof r->command_key, "%s", key);
    return check_whole(r, key);
}

/* What holds for the keys that say where the token comes from. */
static bool check_token_key(struct reader *r, const char *section, enum option_id id)
{
    if (id != OPT_TOKEN && id != OPT_TOKEN_ENV && id != OPT_TOKEN_FILE && id != OPT_TOKEN_COMMAND)
        return true;
    return note_token_key(r, section, id) &&
           (id != OPT_TOKEN_COMMAND || check_command(r, options_get(id)->key));
}

static enum config_part find_part(const struct reader *r, const char *section)
{
    return !*section                                    ? CONFIG_ALL
           : r->profile && !strcmp(section, r->profile) ? CONFIG_PROFILE
                                                        : CONFIG_PARTS;
}

/* One that ends with a dot has a name behind it; another one is a whole key. */
static bool has_prefix(const char *key, const char *prefix)
{
    size_t n = strlen(prefix);

    return !strncmp(key, prefix, n) && (prefix[n - 1] == '.' || !key[n]);
}

/* false: it has no prefix. */
static bool take_key(struct reader *r, const char *section, const char *key, const char *text)
{
    struct config *c = r->out;
    int i = 0;

    while (i < CONFIG_PREFIXES && !has_prefix(key, prefixes[i]))
        i++;
    if (i == CONFIG_PREFIXES)
        return false;
    if (i == CONFIG_DECODER && !check_command(r, key))
        return true;
    if (i == CONFIG_ALERT && !check_whole(r, key))
        return true;
    MEM_GROW(c->keys, c->n_keys);
    c->keys[c->n_keys++] = (struct config_key){.prefix = (enum config_prefix)i,
                                               .part = find_part(r, section),
                                               .name = mem_copy_str(key + strlen(prefixes[i])),
                                               .text = mem_copy_str(text),
                                               .line = r->line};
    return true;
}

bool config_fail_key(const struct config *c, const struct config_key *k, const struct error *why,
                     struct error *err)
{
    return error_set(err, ERR_USAGE, "%s:%d: %s%.30s: %s", config_shorten_path(c->path), k->line,
                     prefixes[k->prefix], k->name, why->text);
}

bool config_visit_keys(const struct config *c, enum config_part part,
                       bool (*take)(void *arg, const struct config_key *k, struct error *why),
                       void *arg, struct error *err)
{
    struct error why;

    for (size_t i = 0; i < c->n_keys; i++)
        if (c->keys[i].part == part && !take(arg, &c->keys[i], &why))
            return config_fail_key(c, &c->keys[i], &why, err);
    return true;
}

static int take_pair(void *user, const char *section, const char *key, const char *text)
{
    struct reader *r = user;
    enum option_id id = options_find_key(key);
    struct error why;
    char what[sizeof why.text + SHOWN_BYTES];

    if (take_key(r, section, key, text))
        return 1;
    if (id == OPT_COUNT) {
        snprintf(what, sizeof what, "unknown key \"%.*s\"", SHOWN_BYTES, key);
        fail_line(r, what);
        return 1;
    }
    if (options_get(id)->kind == OPTION_SECRET)
        r->secret_line = r->line;
    if (!options_check_value(id, text, NULL, &why)) {
        snprintf(what, sizeof what, "%s: %s", options_get(id)->key, why.text);
        fail_line(r, what);
        return 1;
    }
    if (!check_token_key(r, section, id))
        return 1;
    if (find_part(r, section) != CONFIG_PARTS)
        store_value(r, find_part(r, section), id, text);
    return 1;
}

static bool check_mode(const struct reader *r, const struct stat *st)
{
    const char *path = config_shorten_path(r->out->path);
    mode_t mode = st->st_mode;

    if (mode & S_IWOTH)
        return error_set(r->err, ERR_USAGE, "%s can be written by others: chmod 600 %s", path,
                         path);
    if (r->secret_line && (mode & (S_IRWXG | S_IRWXO)))
        return error_set(r->err, ERR_USAGE,
                         "%s holds a credential and others can read it: chmod 600 %s", path, path);
    /* Who can write it chooses what is run. */
    if (r->command_line && st->st_uid != geteuid())
        return error_set(r->err, ERR_USAGE, "%s:%d: %s: the file is not yours", path,
                         r->command_line, r->command_key);
    if (r->command_line && (mode & S_IWGRP))
        return error_set(r->err, ERR_USAGE,
                         "%s holds a command and others can write it: chmod 600 %s", path, path);
    return true;
}

static bool parse_bytes(struct reader *r, const struct stat *st)
{
    int bad_line = ini_parse_stream(read_line, r, take_pair, r);

    if (!r->failed && bad_line > 0) {
        r->line = bad_line;
        fail_line(r, "neither [profile] nor key = value");
    }
    if (r->failed)
        return false;
    if (bad_line < 0)
        return error_set(r->err, ERR_USAGE, "%s: cannot be parsed",
                         config_shorten_path(r->out->path));
    if (r->profile && !r->has_profile)
        return error_set(r->err, ERR_USAGE, "%s: no profile \"%.*s\"",
                         config_shorten_path(r->out->path), SHOWN_BYTES, r->profile);
    return check_mode(r, st);
}

static bool read_bytes(int fd, struct buf *bytes)
{
    char part[4096];
    ssize_t n;

    do {
        n = read(fd, part, sizeof part);
        if (n > 0 && !buf_append(bytes, part, (size_t)n))
            errno = EFBIG;
    } while ((n > 0 && !bytes->overflow) || (n < 0 && errno == EINTR));
    explicit_bzero(part, sizeof part);
    return n == 0;
}

static bool fail_file(const struct reader *r, const char *why)
{
    return error_set(r->err, ERR_USAGE, "%s: %s", config_shorten_path(r->out->path), why);
}

static bool load_open_file(struct reader *r, int fd)
{
    struct stat st;
    struct buf bytes;
    bool ok = false;

    buf_init(&bytes, FILE_BYTES);
    if (fstat(fd, &st))
        return fail_file(r, strerror(errno));
    if (!S_ISREG(st.st_mode))
        return fail_file(r, "not a file");
    /* Reserved whole, so that no copy is left behind by growing. */
    buf_reserve(&bytes, FILE_BYTES);
    if (!read_bytes(fd, &bytes)) {
        fail_file(r, errno == EFBIG ? "larger than 64 kB" : strerror(errno));
    } else if (memchr(bytes.bytes, '\0', bytes.len)) {
        fail_file(r, "not a text file");
    } else {
        r->rest = bytes.bytes;
        ok = parse_bytes(r, &st);
    }
    explicit_bzero(bytes.bytes, bytes.len);
    buf_free(&bytes);
    return ok;
}

bool config_load(struct config *out, const char *path, bool required, const char *profile,
                 struct error *err)
{
    struct reader r = {.profile = profile, .out = out, .err = err};
    bool ok;
    int fd;

    *out = (struct config){.path = mem_copy_str(path)};
    /* Not blocked by a FIFO of that name. */
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd >= 0) {
        ok = load_open_file(&r, fd);
        close(fd);
    } else if ((errno == ENOENT || errno == ENOTDIR) && !required) {
        ok = !profile || error_set(err, ERR_USAGE, "no profile \"%.*s\": there is no %s",
                                   SHOWN_BYTES, profile, config_shorten_path(path));
    } else {
        ok = fail_file(&r, strerror(errno));
    }
    free(r.token_keys);
    if (!ok)
        config_free(out);
    return ok;
}
