#include "cli/doctor/doctor.h"

#include "base/text/dtext.h"
#include "base/text/glyph.h"
#include "cli/doctor/machine.h"
#include "cli/doctor/server.h"
#include "cli/print/output.h"

#include <unistd.h>

enum { LINE_COLS = 80 };

static bool print(const struct findings *f, bool json)
{
    struct output out;
    struct buf line;

    output_init(&out, STDOUT_FILENO);
    buf_init(&line, OUTPUT_LINE_BYTES);
    for (int c = 0; c < CHECK_COUNT; c++) {
        buf_clear(&line);
        if (json)
            findings_write_json(f, (enum check)c, &line);
        else
            findings_write_line(f, (enum check)c, isatty(STDOUT_FILENO) ? LINE_COLS : 0, &line);
        output_write_line(&out, line.bytes, line.len);
    }
    buf_free(&line);
    return output_end(&out);
}

int doctor_run(struct settings *settings)
{
    const char *const secrets[] = {settings->credentials.token.text,
                                   settings->credentials.key.text};
    struct redact *redact = redact_new(secrets, sizeof secrets / sizeof *secrets);
    struct findings found = {.redact = redact};
    int signal;
    bool ok;

    glyph_start(dtext_is_ascii());
    machine_look(&found, settings);
    signal = server_look(&found, settings);
    findings_end(&found);
    ok = print(&found, settings->options.numbers[OPT_JSON]) && !findings_have_failed(&found);
    redact_free(redact);
    return signal ? 128 + signal : !ok;
}
