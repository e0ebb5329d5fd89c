#include "body/forms.h"

#include "base/memory/array.h"

const char *const forms_names[] = {
#define FORM(id, name, ...)         name,
#define PRINTED_FORM(id, name, ...) name,
#include "body/forms.def"
    NULL};

static const struct form forms[] = {
#define FORM(id, name, extension, ...)                           {extension, NULL},
#define PRINTED_FORM(id, name, extension, view, phrase, printer) {extension, printer},
#include "body/forms.def"
};
_Static_assert(ARRAY_LEN(forms) == BODY_FORMS, "a row for each form");

const struct form *forms_get(enum body_form form)
{
    return &forms[form];
}
