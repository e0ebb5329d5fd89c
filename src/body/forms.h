/* The forms of bodies and what is known of each (forms.def).  Pure. */
#pragma once

#include "body/value/printer.h"

enum body_form {
#define FORM(id, ...)         BODY_##id,
#define PRINTED_FORM(id, ...) BODY_##id,
#include "body/forms.def"
    BODY_FORMS
};

struct form {
    const char *extension;   /* ".json", of a file with what is shown */
    printer_function *print; /* NULL: it is shown as it is */
};

const struct form *forms_get(enum body_form form);

/* "json", by form; NULL behind the last. */
extern const char *const forms_names[BODY_FORMS + 1];
