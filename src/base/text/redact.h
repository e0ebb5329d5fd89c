/* Credentials blotted out of what others say: a server or a proxy can repeat what it was sent.
 *
 * A run of 8 or more characters of a secret is one (a shorter secret as a whole): who repeats it
 * may have cut it.  Found too, whatever the case of its letters, is the secret percent-encoded, in
 * hexadecimal and in base64.  Each byte becomes a '*'.
 *
 * What is to be cut is redacted first: redact_copy() does both.  Made once, read by any thread. */
#pragma once

#include <stddef.h>

struct redact;

/* Holds forms of the secrets, which it wipes when it is freed.  NULL among them is fine. */
struct redact *redact_new(const char *const *secrets, size_t n);
void redact_free(struct redact *r); /* NULL is fine */

/* r NULL: nothing is secret. */
void redact_bytes(const struct redact *r, char *bytes, size_t n);
void redact_text(const struct redact *r, char *text);

/* The n bytes into the size (> 0) bytes at out, redacted, then cut between two characters. */
void redact_copy(const struct redact *r, const char *bytes, size_t n, char *out, size_t size);
