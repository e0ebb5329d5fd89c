/* What a program without tricks costs: ncurses, and libcurl made ready before the first frame. */
#include "tests/bench/list.h"

#include <curl/curl.h>

int main(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return list_run(10000, false);
}
