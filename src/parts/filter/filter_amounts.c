/* The amounts and states of a filter, as an alert looks at them; see filter.h. */
#include "base/text/format.h"
#include "parts/filter/filter_term.h"

#include <stdio.h>
#include <string.h>

static bool is_amount(const struct filter_term *t)
{
    return t->kind == TERM_FIELD && t->field->unit < FILTER_WORD;
}

/* 1: the term asks for more than its number, -1: for less, 0: for neither. */
static int find_direction(const struct filter_term *t)
{
    int more = t->op == OP_GT || t->op == OP_GE, less = t->op == OP_LT || t->op == OP_LE;

    return t->negated ? less - more : more - less;
}

/* The least whole number that is so many percent of it. */
static int64_t find_margin(int64_t number, int percent)
{
    return number / 100 * percent + (number % 100 * percent + 99) / 100;
}

bool filter_is_back(const struct filter *f, const struct filter_row *row, int percent)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct filter_term *t = &f->terms[i];
        int direction = is_amount(t) ? find_direction(t) : 0;
        int64_t margin, number;

        if (!direction || !t->field->read_number(row, &number))
            continue;
        margin = find_margin(t->number, percent);
        if (margin > 0 &&
            (direction > 0 ? number <= t->number - margin : number - margin >= t->number))
            return true;
    }
    return false;
}

bool filter_can_change(const struct filter *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (is_amount(&f->terms[i]) || f->terms[i].kind == TERM_STATE)
            return true;
    return false;
}

/* exact: as it was typed; else as it is read. */
static const char *print_number(struct format *out, enum filter_unit unit, int64_t n, bool exact)
{
    static const struct {
        int64_t an_hour;
        const char *name;
    } times[] = {{3600, "s"}, {60, "min"}, {1, "h"}};
    struct format f;
    size_t i = 1;

    if (unit == FILTER_SIZE)
        return format_bytes(out, n);
    if (unit == FILTER_SPAN && n == INT64_MAX)
        snprintf(out->s, sizeof(out->s), "none");
    else if (unit == FILTER_SPAN)
        return exact ? format_duration(out, n) : format_span(out, n);
    else if (unit == FILTER_COUNT)
        return format_count(out, n);
    else {
        i += n % 60 != 0 && (exact || n < 60);
        snprintf(out->s, sizeof(out->s), "%s%s/%s", n < 0 ? "-" : "",
                 format_count(&f, (n < 0 ? -n : n) / times[i].an_hour), times[i].name);
    }
    return out->s;
}

static void print_amount(const struct filter_term *t, const struct filter_row *row,
                         struct text_line *out)
{
    struct format has = {"-"}, asked;
    int64_t number;

    if (t->field->read_number(row, &number))
        print_number(&has, t->field->unit, number, false);
    text_line_join(out, ", ", "%s%s %s %s %s", t->negated ? "not " : "", t->field->name, has.s,
                   filter_term_print_op(t->op),
                   print_number(&asked, t->field->unit, t->number, true));
}

void filter_print_facts(const struct filter *f, const struct filter_row *row, struct text_line *out)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct filter_term *t = &f->terms[i];

        if (is_amount(t))
            print_amount(t, row, out);
        else if (t->kind == TERM_STATE)
            text_line_join(out, ", ", "%s%s", t->negated ? "not " : "", t->state_name);
    }
}

bool filter_find_limit(const struct filter *f, const char *field, int64_t *number)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct filter_term *t = &f->terms[i];

        if (is_amount(t) && find_direction(t) > 0 && !strcmp(t->field->name, field)) {
            *number = t->number;
            return true;
        }
    }
    return false;
}
