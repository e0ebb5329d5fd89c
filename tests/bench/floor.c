/* The floor that the inspector is measured against: ncurses and nothing else. */
#include "tests/bench/list.h"

#include <stdlib.h>

int main(int argc, char **argv)
{
    return list_run(argc > 1 ? (int)strtol(argv[1], NULL, 10) : 10000, true);
}
