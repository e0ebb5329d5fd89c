#include "body/layout/tree.h"

#include "base/memory/mem.h"

#include <stdbool.h>
#include <string.h>

/* The brackets that are open, as lines. */
struct nest {
    struct tree_line *tree;
    uint32_t open[TREE_DEPTH];
    size_t depth;
    size_t deeper; /* brackets open beyond that */
};

static bool is_in(char c, const char *three)
{
    return c == three[0] || c == three[1] || c == three[2];
}

/* opens: the same line opens another, as "} => {" does: then what it closes cannot be folded. */
static void close_bracket(struct nest *nest, uint32_t line, bool opens)
{
    struct tree_line *t = &nest->tree[line];
    uint32_t opener;

    if (nest->deeper) {
        nest->deeper--;
    } else if (nest->depth) {
        opener = nest->open[--nest->depth];
        nest->tree[opener].close = opens ? 0 : line;
        t->parent = opens ? nest->tree[opener].parent : opener;
        t->item = nest->tree[opener].item;
    }
}

static void open_bracket(struct nest *nest, uint32_t line)
{
    if (nest->depth == TREE_DEPTH)
        nest->deeper++;
    else
        nest->open[nest->depth++] = line;
}

static void add_item(struct nest *nest, uint32_t line)
{
    struct tree_line *t = &nest->tree[line];

    if (!nest->depth)
        return;
    t->parent = nest->open[nest->depth - 1];
    t->item = nest->tree[t->parent].items++;
}

/* The length without what json_lay_broken() says of the line. */
static size_t cut_fault(const char *s, size_t n)
{
    static const char start[] = "  // byte ";
    const char *quote = memrchr(s, '"', n);
    size_t from = quote ? (size_t)(quote - s) : 0;
    const char *fault = memmem(s + from, n - from, start, sizeof start - 1);

    return fault ? (size_t)(fault - s) : n;
}

/* s: the line without its end. */
static void add_line(struct nest *nest, uint32_t line, const char *s, size_t n)
{
    size_t blanks = 0;
    bool opens;

    nest->tree[line] = (struct tree_line){.parent = TREE_NONE};
    while (blanks < n && s[blanks] == ' ')
        blanks++;
    n = n > blanks && is_in(s[n - 1], "{[(") ? n : cut_fault(s, n);
    opens = blanks < n && is_in(s[n - 1], "{[(");
    if (blanks < n && is_in(s[blanks], "}])"))
        close_bracket(nest, line, opens);
    else
        add_item(nest, line);
    if (opens)
        open_bracket(nest, line);
}

struct tree_line *tree_make(const char *text, const size_t *starts, size_t n)
{
    struct nest nest = {.tree = mem_resize(NULL, n, sizeof *nest.tree)};

    for (size_t i = 0; i < n; i++) {
        size_t end = starts[i + 1];

        end -= end > starts[i] && text[end - 1] == '\n';
        add_line(&nest, (uint32_t)i, text + starts[i], end - starts[i]);
    }
    return nest.tree;
}
