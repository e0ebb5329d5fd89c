/* What the options are set to: at the start from all that settings.c reads, later by :set.
 *
 * A number, a flag or a choice is a number, as options_check_value() reads it; any other option is
 * a text.  What a credential is, or is read from, is never kept here.  The holder of the struct
 * owns the texts.  No thread of its own: in the inspector, the UI thread's. */
#pragma once

#include "config/options.h"

struct option_values {
    int64_t numbers[OPT_COUNT];
    char *texts[OPT_COUNT]; /* owned; NULL: not set */
};

/* Every option at its preset. */
void option_values_init(struct option_values *v);
void option_values_free(struct option_values *v);

/* Sets it to what text says when that is fit for it; otherwise err is that of
 * options_check_value(). */
bool option_values_set(struct option_values *v, enum option_id id, const char *text,
                       struct error *err);

/* The theme mono is no-color, laid over the theme that OPT_THEME has and that shows again when
 * no-color ends; to set any other theme ends it. */
enum theme_wish option_values_get_theme(const struct option_values *v);
void option_values_set_theme(struct option_values *v, enum theme_wish wish);
