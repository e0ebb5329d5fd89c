/* --help and the tables of README and man page, made from options.def and command.def. */
#pragma once

#include <stdio.h>

void help_print(FILE *f); /* at most 80 columns wide */

/* One Markdown table each. */
void options_print_markdown(FILE *f);
void commands_print_markdown(FILE *f);
