#include "tests/sim/graphql/text/document.h"

#include "tests/sim/graphql/text/lexer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_DEPTH = 16 };

struct parser {
    struct gql_document *d;
    struct gql_lexer lexer;
    char *reason;
    int depth;
};

#define GROW(p, items, n) ((items) = gql_pool_grow(&(p)->d->pool, (items), (n), sizeof(*(items))))

static bool refuse(struct parser *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The first reason stays. */
static bool refuse(struct parser *p, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    if (!p->reason[0])
        vsnprintf(p->reason, GQL_REASON, fmt, ap);
    va_end(ap);
    return false;
}

static bool is_mark(const struct parser *p, char mark)
{
    return p->lexer.token == GQL_PUNCTUATION && p->lexer.mark == mark;
}

static bool accept(struct parser *p, char mark)
{
    if (!is_mark(p, mark))
        return false;
    gql_lexer_next(&p->lexer);
    return true;
}

static bool expect(struct parser *p, char mark)
{
    return accept(p, mark) || refuse(p, "expected %c", mark);
}

static bool expect_name(struct parser *p, const char **name)
{
    if (p->lexer.token != GQL_NAME)
        return refuse(p, "expected a name");
    *name = p->lexer.text;
    gql_lexer_next(&p->lexer);
    return true;
}

static bool parse_value(struct parser *p, struct gql_value *v, bool constant);

static bool parse_items(struct parser *p, struct gql_value *v, bool constant)
{
    bool is_object = is_mark(p, '{');
    char end = is_object ? '}' : ']';

    v->kind = is_object ? GQL_VALUE_OBJECT : GQL_VALUE_LIST;
    gql_lexer_next(&p->lexer);
    for (; !is_mark(p, end); v->n++) {
        GROW(p, v->items, v->n);
        GROW(p, v->names, v->n);
        if (is_object && (!expect_name(p, &v->names[v->n]) || !expect(p, ':')))
            return false;
        for (size_t i = 0; is_object && i < v->n; i++)
            if (strcmp(v->names[i], v->names[v->n]) == 0)
                return refuse(p, "%s stands there twice", v->names[i]);
        if (!parse_value(p, &v->items[v->n], constant))
            return false;
    }
    return expect(p, end);
}

static enum gql_kind choose_kind(const struct gql_lexer *l)
{
    switch (l->token) {
    case GQL_INT: return GQL_VALUE_INT;
    case GQL_FLOAT: return GQL_VALUE_FLOAT;
    case GQL_STRING: return GQL_VALUE_STRING;
    case GQL_NAME:
    case GQL_END:
    case GQL_PUNCTUATION:
    case GQL_BAD: break;
    }
    if (strcmp(l->text, "true") == 0 || strcmp(l->text, "false") == 0)
        return GQL_VALUE_BOOL;
    return strcmp(l->text, "null") == 0 ? GQL_VALUE_NULL : GQL_VALUE_ENUM;
}

static bool parse_value(struct parser *p, struct gql_value *v, bool constant)
{
    bool good;

    *v = (struct gql_value){.text = p->lexer.text};
    if (++p->depth > MOST_DEPTH)
        return refuse(p, "it is nested too deeply");
    if (is_mark(p, '[') || is_mark(p, '{')) {
        good = parse_items(p, v, constant);
    } else if (!constant && accept(p, '$')) {
        v->kind = GQL_VALUE_VARIABLE;
        good = expect_name(p, &v->text);
    } else if (p->lexer.token == GQL_PUNCTUATION || p->lexer.token == GQL_END ||
               p->lexer.token == GQL_BAD) {
        good = refuse(p, "expected a value");
    } else {
        v->kind = choose_kind(&p->lexer);
        gql_lexer_next(&p->lexer);
        good = true;
    }
    p->depth--;
    return good;
}

static bool parse_type(struct parser *p, struct gql_type *t)
{
    *t = (struct gql_type){.is_list = accept(p, '[')};
    if (!expect_name(p, &t->name))
        return false;
    if (t->is_list) {
        t->item_required = accept(p, '!');
        if (!expect(p, ']'))
            return false;
    }
    t->required = accept(p, '!');
    return true;
}

static bool parse_variables(struct parser *p)
{
    struct gql_document *d = p->d;

    if (!accept(p, '('))
        return true;
    do {
        struct gql_variable *v;

        GROW(p, d->variables, d->n_variables);
        v = &d->variables[d->n_variables];
        *v = (struct gql_variable){.name = ""};
        if (!expect(p, '$') || !expect_name(p, &v->name) || !expect(p, ':') ||
            !parse_type(p, &v->type))
            return false;
        for (size_t i = 0; i < d->n_variables; i++)
            if (strcmp(d->variables[i].name, v->name) == 0)
                return refuse(p, "$%s is declared twice", v->name);
        if (accept(p, '=')) {
            struct gql_value *otherwise = gql_pool_new(&d->pool, 1, sizeof(*otherwise));

            v->otherwise = otherwise;
            if (!parse_value(p, otherwise, true))
                return false;
        }
        d->n_variables++;
    } while (!accept(p, ')'));
    return true;
}

static bool parse_args(struct parser *p, struct gql_field *f)
{
    if (!accept(p, '('))
        return true;
    do {
        struct gql_arg *a;

        GROW(p, f->args, f->n_args);
        a = &f->args[f->n_args];
        if (!expect_name(p, &a->name) || !expect(p, ':') || !parse_value(p, &a->value, false))
            return false;
        for (size_t i = 0; i < f->n_args; i++)
            if (strcmp(f->args[i].name, a->name) == 0)
                return refuse(p, "%s stands there twice", a->name);
        f->n_args++;
    } while (!accept(p, ')'));
    return true;
}

static bool parse_fields(struct parser *p, struct gql_field *parent);

static bool parse_field(struct parser *p, struct gql_field *f)
{
    *f = (struct gql_field){.key = ""};
    if (!expect_name(p, &f->key))
        return false;
    f->name = f->key;
    if (accept(p, ':') && !expect_name(p, &f->name))
        return false;
    return parse_args(p, f) && (!is_mark(p, '{') || parse_fields(p, f));
}

/* Two fields of one name would have to be merged; nobody needs that here. */
static bool parse_fields(struct parser *p, struct gql_field *parent)
{
    if (!expect(p, '{'))
        return false;
    if (++p->depth > MOST_DEPTH)
        return refuse(p, "it is nested too deeply");
    parent->has_fields = true;
    do {
        struct gql_field *f;

        GROW(p, parent->fields, parent->n_fields);
        f = &parent->fields[parent->n_fields];
        if (!parse_field(p, f))
            return false;
        for (size_t i = 0; i < parent->n_fields; i++)
            if (strcmp(parent->fields[i].key, f->key) == 0)
                return refuse(p, "%s stands there twice", f->key);
        parent->n_fields++;
    } while (!accept(p, '}'));
    p->depth--;
    return true;
}

bool gql_document_parse(struct gql_document *d, const char *text, size_t n, char reason[GQL_REASON])
{
    struct parser p = {.d = d, .reason = reason};

    *d = (struct gql_document){.root.name = ""};
    reason[0] = '\0';
    p.lexer = (struct gql_lexer){.at = text, .end = text + n, .pool = &d->pool};
    gql_lexer_next(&p.lexer);
    if (p.lexer.token == GQL_NAME) {
        if (strcmp(p.lexer.text, "query") != 0)
            return refuse(&p, "there are only queries");
        gql_lexer_next(&p.lexer);
        if (p.lexer.token == GQL_NAME && !expect_name(&p, &d->root.name))
            return false;
        if (!parse_variables(&p))
            return false;
    }
    return parse_fields(&p, &d->root) &&
           (p.lexer.token == GQL_END || refuse(&p, "something stands behind the query"));
}

void gql_document_free(struct gql_document *d)
{
    gql_pool_free(&d->pool);
}
