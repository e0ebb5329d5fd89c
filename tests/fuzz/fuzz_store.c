/* Any bytes as each of the state files: reading ends and touches nothing outside.  Any bytes as the
 * body of a deleted message: they come back as they were. */
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "store/audit_file.h"
#include "store/lease_file.h"
#include "store/line_reader.h"
#include "store/trash_record.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct state_dir dir;
static const char *const names[] = {"leases.jsonl", "leases-2.jsonl", "journal.jsonl",
                                    "journal.jsonl.1", "trash.jsonl"};
enum { NAMES = ARRAY_LEN(names) };

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void remove_files(void)
{
    for (size_t i = 0; i < NAMES; i++)
        unlinkat(dir.fd, names[i], 0);
}

static void remove_folder(void)
{
    remove_files();
    if (rmdir(dir.path) == 0)
        rmdir(getenv("XDG_STATE_HOME"));
}

static void make_folder(void)
{
    static char home[] = "/tmp/cfqtop-fuzz-XXXXXX";

    unsetenv("HOME"); /* or the path would be shortened */
    require(mkdtemp(home) && !setenv("XDG_STATE_HOME", home, 1));
    require(state_dir_open(&dir, NULL));
    atexit(remove_folder);
}

static int write_file(const char *name, const uint8_t *data, size_t size)
{
    int fd = openat(dir.fd, name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    require(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    return fd;
}

static void touch_str(const char *s)
{
    volatile size_t n = s ? strlen(s) : 0;

    (void)n;
}

static void try_lines(const uint8_t *data, size_t size)
{
    int fd = write_file("trash.jsonl", data, size);
    size_t cap = size ? data[0] + 1 : 1, end = 0;
    struct line_reader r;
    struct line line;

    line_reader_init(&r, fd, cap);
    while (line_reader_next(&r, &line)) {
        size_t at = (size_t)line.at;

        require(line.len > 0 && line.len <= cap && at >= end && at + line.len <= size);
        require(!memcmp(data + at, line.bytes, line.len) && !memchr(line.bytes, '\n', line.len));
        end = at + line.len;
        require((at == 0 || data[at - 1] == '\n') && (end == size || data[end] == '\n'));
    }
    require(r.error == 0);
    line_reader_free(&r);
    close(fd);
}

static size_t count_orphans(int64_t now)
{
    struct lease_file *f = lease_file_open(&dir, NULL);
    struct lease_orphans left;
    size_t n;

    require(f && lease_file_orphans(f, (struct instant){now, now}, &left, NULL));
    n = left.n;
    for (size_t i = 0; i < n; i++) {
        touch_str(left.items[i].base_url);
        touch_str(left.items[i].queue);
        touch_str(left.items[i].message_id);
        require(left.items[i].lease_id &&
                kept_lease_left(&left.items[i], (struct instant){now, now}) > 0);
    }
    lease_orphans_free(&left);
    lease_file_close(f);
    return n;
}

static void try_leases(const uint8_t *data, size_t size)
{
    size_t half = size / 2, n;

    close(write_file("leases.jsonl", data, half));
    close(write_file("leases-2.jsonl", data + half, size - half));
    n = count_orphans(0);
    require(count_orphans(0) == n);
    require(count_orphans(INT64_MAX) == 0 && count_orphans(0) == 0);
}

static void try_journal(const uint8_t *data, size_t size)
{
    struct audit_record added = {.op = "added", .n = 1};
    struct audit_page page;

    close(write_file("journal.jsonl", data, size));
    close(write_file("journal.jsonl.1", data, size));
    added.is_result = true;
    require(audit_file_append(&dir, &added, NULL));
    require(audit_file_read(&dir, 20, &page, NULL) && page.n >= 1);
    require(!strcmp(page.items[page.n - 1].op, "added"));
    for (size_t i = 0; i < page.n; i++) {
        touch_str(page.items[i].run);
        touch_str(page.items[i].error);
        for (size_t k = 0; k < page.items[i].n_messages; k++)
            touch_str(page.items[i].messages[k].note);
    }
    audit_page_free(&page);
}

static void try_trash(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct trash_list list;
    struct message m;
    volatile char sum = 0;

    close(write_file("trash.jsonl", data, size));
    require(trash_list_open(&dir, &list, NULL));
    for (size_t i = 0; i < list.n; i++) {
        require(trash_list_read(&list, &list.items[i], &m, &arena, NULL));
        require(!strcmp(m.id, list.items[i].id));
        touch_str(m.metadata);
        for (size_t k = 0; m.body && k <= m.body_len; k++) /* the NUL too */
            sum = (char)(sum ^ m.body[k]);
    }
    trash_list_close(&list);
    arena_free(&arena);
}

static void try_body(const uint8_t *data, size_t size)
{
    struct trash_place place = {.queue = "q"};
    struct message m = {.id = "m", .body = (const char *)data, .body_len = size}, back;
    struct arena arena = {0};
    struct record r;
    struct buf line;

    buf_init(&line, 6 * size + 1000);
    trash_record_write(&place, &m, &line);
    require(!line.overflow && memchr(line.bytes, '\n', line.len) == line.bytes + line.len - 1);
    require(trash_record_open(&r, line.bytes, line.len));
    trash_record_read_message(&r, &back, &arena);
    require(back.body && back.body_len == size && !memcmp(back.body, data, size));
    arena_free(&arena);
    buf_free(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!dir.path)
        make_folder();
    try_body(data, size);
    try_lines(data, size);
    try_leases(data, size);
    try_journal(data, size);
    try_trash(data, size);
    remove_files();
    return 0;
}
