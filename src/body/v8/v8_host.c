/* Errors, and the objects of the runtime that V8 does not know: those of workerd that can be in a
 * message, and node's views. */
#include "body/v8/v8_reader.h"

#include <string.h>

static const struct {
    char letter;
    const char *name;
} prototypes[] = {
    {'E', "EvalError"},   {'R', "RangeError"}, {'F', "ReferenceError"},
    {'S', "SyntaxError"}, {'T', "TypeError"},  {'U', "URIError"},
};

static const char *find_prototype(uint32_t letter)
{
    for (size_t i = 0; i < sizeof prototypes / sizeof prototypes[0]; i++)
        if (letter == (unsigned char)prototypes[i].letter)
            return prototypes[i].name;
    return NULL;
}

static const char *find_part(uint32_t letter)
{
    return letter == 'm' ? "message" : letter == 'c' ? "cause" : letter == 's' ? "stack" : NULL;
}

static bool begin_named(struct v8 *v, size_t *items, const char *name)
{
    return print_begin_item(&v->p, items) && buf_print(&v->p.text, "%s: ", name);
}

/* The parts of an error in any order, until the point. */
static bool print_parts(struct v8 *v, uint32_t part)
{
    size_t items = 0;

    while (part != '.') {
        const char *name = find_part(part);

        if (!name)
            return print_fail(&v->p, v->p.pos - 1, "unknown part 0x%02x of an error",
                              (unsigned)part);
        if (!begin_named(v, &items, name) || !v->print_value(v) || !v8_read_u32(v, &part))
            return false;
    }
    print_close(&v->p, items, "}");
    return true;
}

bool v8_print_error(struct v8 *v, uint8_t tag)
{
    const char *name;
    uint32_t part;

    (void)tag;
    if (!v8_read_u32(v, &part))
        return false;
    name = find_prototype(part);
    if (name && !v8_read_u32(v, &part))
        return false;
    buf_append_str(&v->p.text, name ? name : "Error");
    return print_open(&v->p, " {") && print_parts(v, part);
}

/* 10: an error with its own properties. */
static bool print_native_error(struct v8 *v)
{
    static const char *const names[] = {"",
                                        "Error",
                                        "TypeError",
                                        "RangeError",
                                        "ReferenceError",
                                        "SyntaxError",
                                        "WebAssembly.CompileError",
                                        "WebAssembly.LinkError",
                                        "WebAssembly.RuntimeError",
                                        "WebAssembly.SuspendError",
                                        "EvalError",
                                        "URIError",
                                        "AggregateError",
                                        "SuppressedError"};
    struct v8_string name;
    size_t at = v->p.pos, items = 0, id;
    uint32_t type;

    if (!v8_read_u32(v, &type))
        return false;
    if (type >= sizeof names / sizeof names[0])
        return print_fail(&v->p, at, "unknown type of error %u", (unsigned)type);
    if (type == 0 && !v8_read_string_value(v, &name))
        return false;
    if (type == 0)
        v8_append_key(&v->p.text, &name);
    else
        buf_append_str(&v->p.text, names[type]);
    if (!print_open(&v->p, " {") || !begin_named(v, &items, "message") || !v->print_value(v))
        return false;
    if (!v8_skip_tag(v, 'o'))
        return print_fail(&v->p, v->p.pos, "the own properties of an error are missing");
    id = v8_begin_object(v);
    v->objects[id].is_open = false;
    if (!v8_print_properties(v, '{', &items))
        return false;
    print_close(&v->p, items, "}");
    return true;
}

static bool print_text(struct v8 *v)
{
    struct v8_string s;

    if (!v8_read_string(v, 'S', &s))
        return false;
    v8_append_string(&v->p.text, &s);
    return true;
}

/* 8: a DOMException. */
static bool print_exception(struct v8 *v)
{
    static const char *const parts[] = {"name", "message", "stack"};
    size_t items = 0;

    if (!print_open(&v->p, "DOMException {"))
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (!begin_named(v, &items, parts[i]) || !print_text(v))
            return false;
    print_close(&v->p, items, "}");
    return true;
}

/* 15: a Blob, its media type and its bytes. */
static bool print_blob(struct v8 *v)
{
    const uint8_t *bytes;
    size_t items = 0, len;

    if (!print_open(&v->p, "Blob {") || !begin_named(v, &items, "type") || !print_text(v) ||
        !v8_read_span(v, "blob", &bytes, &len) || !begin_named(v, &items, "bytes"))
        return false;
    print_hex(&v->p, bytes, len);
    print_close(&v->p, items, "}");
    return true;
}

/* Common names of headers by their number, from 1 on. */
static const char *const headers[] = {
    "",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "accept-ranges",
    "accept",
    "access-control-allow-origin",
    "age",
    "allow",
    "authorization",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-range",
    "content-type",
    "cookie",
    "date",
    "etag",
    "expect",
    "expires",
    "from",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "last-modified",
    "link",
    "location",
    "max-forwards",
    "proxy-authenticate",
    "proxy-authorization",
    "range",
    "referer",
    "refresh",
    "retry-after",
    "server",
    "set-cookie",
    "strict-transport-security",
    "transfer-encoding",
    "user-agent",
    "vary",
    "via",
    "www-authenticate",
};

static bool print_header(struct v8 *v)
{
    struct v8_string name = {.tag = 'S'};
    size_t at = v->p.pos;
    uint32_t number;

    if (!v8_read_u32(v, &number))
        return false;
    if (number >= sizeof headers / sizeof headers[0])
        return print_fail(&v->p, at, "unknown header %u", (unsigned)number);
    name.bytes = (const uint8_t *)headers[number];
    name.len = strlen(headers[number]);
    if (!number && !v8_read_string(v, 'S', &name))
        return false;
    v8_append_key(&v->p.text, &name);
    buf_append_str(&v->p.text, ": ");
    return print_text(v);
}

/* 4: Headers, who may change them (up to 3, nobody's concern here) and the pairs. */
static bool print_headers(struct v8 *v)
{
    uint32_t guard, count;
    size_t at = v->p.pos, items = 0;

    if (!print_open(&v->p, "Headers {") || !v8_read_u32(v, &guard))
        return false;
    if (guard > 3)
        return print_fail(&v->p, at, "unknown guard %u of headers", (unsigned)guard);
    if (!v8_read_u32(v, &count))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!print_begin_item(&v->p, &items) || !print_header(v))
            return false;
    print_close(&v->p, items, "}");
    return true;
}

/* By workerd's number; those without a function cannot be in a message. */
static const struct {
    const char *name;
    bool (*print)(struct v8 *v);
} hosts[] = {
    [1] = {"JsRpcStub", NULL},
    [2] = {"WritableStream", NULL},
    [3] = {"ReadableStream", NULL},
    [4] = {"Headers", print_headers},
    [5] = {"Request", NULL},
    [6] = {"Response", NULL},
    [7] = {"DOMException of old", NULL},
    [8] = {"DOMException", print_exception},
    [9] = {"AbortSignal", NULL},
    [10] = {"Error", print_native_error},
    [11] = {"ServiceStub", NULL},
    [12] = {"ActorClass", NULL},
    [13] = {"R2Bucket", NULL},
    [14] = {"KvNamespace", NULL},
    [15] = {"Blob", print_blob},
    [16] = {"Socket", NULL},
    [17] = {"WrappedBinding", NULL},
};

static bool print_workerd(struct v8 *v, uint32_t number)
{
    size_t at = v->p.pos - 1;

    if (number < sizeof hosts / sizeof hosts[0] && hosts[number].print)
        return hosts[number].print(v);
    if (number < sizeof hosts / sizeof hosts[0] && hosts[number].name)
        return print_fail(&v->p, at, "unknown content of host object %u, %s", (unsigned)number,
                          hosts[number].name);
    return print_fail(&v->p, at, "unknown host object %u", (unsigned)number);
}

bool v8_print_host(struct v8 *v, uint8_t tag)
{
    uint32_t number;

    (void)tag;
    v->is_ambiguous = true;
    return v8_read_u32(v, &number) &&
           (v->is_node ? v8_print_node_view(v, number) : print_workerd(v, number));
}
