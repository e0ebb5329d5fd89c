/* Names of keys and the bytes that a terminal sends for them in its present modes. */
#pragma once

#include <stdbool.h>

struct VTerm;

/* Presses one key: Up Down Left Right Home End PgUp PgDn Ins Del Enter Tab Esc BS Space F1 to F12,
 * a single character, or one of these behind S- (shift), C- (control), M- (alt).  The bytes go to
 * the output callback of vterm.  False: no such key. */
bool keys_press(struct VTerm *vterm, const char *name);
