/* A new file: mode 0600, but for save_replace() never one that is there already, never through a
 * link, never half of one.
 *
 * What is written stands under another name in the same folder until save_finish() gives it its
 * own.  Between save_start() and save_finish() or save_drop() the struct owns a descriptor. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct save {
    int fd;
    int error; /* errno of the write that failed; 0: none has */
    char temporary[4096];
};

/* A name for mkostemp() or mkdtemp() in the folder of the first n bytes of path.  False: errno says
 * that it is too long. */
bool save_name_beside(char *out, size_t size, const char *path, size_t n);

/* Deletes every file in an open folder; folders in it stay. */
void save_clear_folder(int folder);

/* In the folder of path.  False: errno says why not. */
bool save_start(struct save *s, const char *path);

/* False once a write has failed, with errno. */
bool save_write(struct save *s, const void *bytes, size_t n);

/* Lets the disk begin with what was written, so that save_sync() has less to wait for. */
void save_write_back(const struct save *s);

/* Waits until what was written to fd is on the disk.  False: errno says that it is not. */
bool save_sync(int fd);

/* After save_sync().  False, with errno: nothing is there under that name that was not there
 * before.  EEXIST: the name is taken; another one in the same folder may be tried.  Any other: as
 * after save_drop(). */
bool save_finish(struct save *s, const char *path);

/* The same, but in the place of a file of that name, in one step.  False: as after save_drop(). */
bool save_replace(struct save *s, const char *path);

/* Nothing is left of it.  No-op after save_finish(). */
void save_drop(struct save *s);

/* All at once and under its own name, for a folder that nobody looks into until it is whole. False:
 * errno says why not, and there may be half of it. */
bool save_plainly(int folder, const char *name, const void *bytes, size_t n);

/* All at once in the current directory, and on the disk.  name is plain ("cfqtop-1-body.json");
 * where it is taken,
 * "-2" to "-99" is put before its last dot.  path gets "./NAME", or on failure why. */
bool save_file(const char *name, const void *bytes, size_t n, char *path, size_t size);
