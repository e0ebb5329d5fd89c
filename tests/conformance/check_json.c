/* Says of each line of stdin, a document in base64, whether json_check() takes it: yes or no. */
#include "body/decode/base64.h"
#include "body/json/json.h"

#include <stdio.h>
#include <stdlib.h>

enum { DOCUMENT_MAX = 1 << 20 };

int main(void)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t len;

    while ((len = getline(&line, &room, stdin)) > 0) {
        struct buf document;

        buf_init(&document, DOCUMENT_MAX);
        if (line[len - 1] != '\n' || !base64_decode(line, (size_t)len - 1, &document)) {
            fprintf(stderr, "check_json: not a line of base64\n");
            return 2;
        }
        puts(json_check(document.bytes ? document.bytes : "", document.len) ? "yes" : "no");
        buf_free(&document);
    }
    free(line);
    return 0;
}
