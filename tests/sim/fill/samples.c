#include "tests/sim/fill/samples.h"

#include "base/memory/array.h"
#include "tests/sim/http/jsontext.h"

#include <string.h>

enum { OTHER_FORMS = 4 /* percent of the orders that cannot be digested are no JSON */ };

static const char *const given[] = {"Ines",  "Marek", "Aiko", "Zoë",   "Tomás",  "Lena", "Kwame",
                                    "Priya", "Jonas", "Noor", "Chloé", "Mateus", "Siân", "Oleg"};
static const char *const family[] = {"Costa",  "Novák",   "Tanaka", "Müller",   "Fernández",
                                     "Okafor", "Sharma",  "Berg",   "Haddad",   "Lefèvre",
                                     "Silva",  "Whitley", "Petrov", "Lindqvist"};
static const char *const mail_names[] = {"ines.costa", "marek", "aiko.t",  "z.muller",
                                         "orders",     "lena",  "kwame.o", "p.sharma"};
static const char *const hosts[] = {"example.com", "mail.example.org", "shop.example.net"};
static const char *const skus[] = {"MUG-BLUE",   "TEE-M-BLACK", "POSTER-A2", "CABLE-USBC-2M",
                                   "LAMP-OAK",   "NOTEBOOK-3",  "SOCKS-42",  "BAG-CANVAS",
                                   "TEA-SENCHA", "CHAIR-PINE"};
static const char *const currencies[] = {"EUR", "USD", "GBP", "SEK", "JPY"};
static const char *const cities[] = {"Lisboa",    "Praha", "東京",  "Zürich",
                                     "São Paulo", "Accra", "Malmö", "Leeds"};

#define CHOOSE(r, list) ((list)[random_below((r), (uint32_t)ARRAY_LEN(list))])

static int between(struct sim_random *r, int low, int high)
{
    return low + (int)random_below(r, (uint32_t)(high - low + 1));
}

static void put_mail(struct buf *out, struct sim_random *r)
{
    const char *name = CHOOSE(r, mail_names);

    buf_print(out, "\"%s@%s\"", name, CHOOSE(r, hosts));
}

static void put_items(struct buf *out, struct sim_random *r)
{
    int n = between(r, 1, 4);

    buf_append_byte(out, '[');
    for (int i = 0; i < n; i++) {
        const char *sku = CHOOSE(r, skus);

        buf_print(out, "%s{\"sku\":\"%s\",\"qty\":%d,\"unit_price\":\"%d.%02d\"}", i ? "," : "",
                  sku, between(r, 1, 5), between(r, 3, 180), between(r, 0, 99));
    }
    buf_append_byte(out, ']');
}

static void put_order(struct buf *out, struct sim_random *r)
{
    static const char *const types[] = {"order.paid", "order.paid", "order.created",
                                        "order.shipped", "order.cancelled"};
    const char *first = CHOOSE(r, given), *last = CHOOSE(r, family), *city = CHOOSE(r, cities);

    buf_print(out,
              "{\"type\":\"%s\",\"id\":%d,\"customer\":{\"id\":%d,\"name\":\"%s %s\",\"email\":",
              CHOOSE(r, types), between(r, 80000, 99999), between(r, 1000, 65000), first, last);
    put_mail(out, r);
    buf_print(out, "},\"currency\":\"%s\",\"items\":", CHOOSE(r, currencies));
    put_items(out, r);
    buf_print(out, ",\"shipping\":{\"city\":\"%s\",\"express\":%s},\"total\":\"%d.%02d\",\"v\":2}",
              city, between(r, 0, 3) ? "false" : "true", between(r, 10, 900), between(r, 0, 99));
}

/* What is wrong with an order and what its Worker says of it; so many percent of those that cannot
 * be digested. */
static const struct fault {
    uint32_t percent;
    const char *customer, *total, *currency; /* JSON; NULL: absent */
    const char *error;
} faults[] = {
    {48, "null", "\"49.90\"", "EUR",
     "TypeError: Cannot read properties of undefined (reading 'id')"},
    {6, NULL, "\"19.90\"", "EUR", "TypeError: Cannot read properties of undefined (reading 'id')"},
    {30, "{\"id\":4200}", "null", "EUR",
     "TypeError: Cannot read properties of null (reading 'toFixed')"},
    {9, "{\"id\":4711}", "\"12.00\"", "", "RangeError: invalid currency code: \\\"\\\""},
    {100, "{\"id\":9180}", "\"88.00\"", "GBP", "fetch failed: 504 from api.payments.example/v2"},
};

static void put_bad_order(struct buf *out, struct sim_random *r)
{
    uint32_t dice = random_below(r, 100);
    const struct fault *f = faults;

    while (dice >= f->percent) {
        dice -= f->percent;
        f++;
    }
    buf_print(out, "{\"type\":\"order.paid\",\"id\":%d,", between(r, 80000, 99999));
    if (f->customer)
        buf_print(out, "\"customer\":%s,", f->customer);
    buf_print(out, "\"total\":%s,\"currency\":\"%s\",\"v\":2,\"error\":\"%s\"}", f->total,
              f->currency, f->error);
}

static void put_email(struct buf *out, struct sim_random *r)
{
    static const char *const templates[] = {"order-confirmation", "password-reset", "newsletter-48",
                                            "shipping-notice", "review-request"};
    const char *first = CHOOSE(r, given);

    buf_append_str(out, "{\"to\":");
    put_mail(out, r);
    buf_print(
        out, ",\"template\":\"%s\",\"locale\":\"%s\",\"vars\":{\"name\":\"%s\",\"order\":\"A-%d\"}",
        CHOOSE(r, templates), between(r, 0, 2) ? "en" : "pt-PT", first, between(r, 100000, 199999));
    buf_print(out, ",\"dedupe\":\"%08x\"}", (unsigned)random_next(r));
}

static void put_invoice(struct buf *out, struct sim_random *r)
{
    const char *first = CHOOSE(r, given), *last = CHOOSE(r, family);

    buf_print(out,
              "{\"invoice\":\"2026-%05d\",\"customer\":\"%s %s\",\"period\":\"2026-%02d\","
              "\"lines\":",
              between(r, 1, 99999), first, last, between(r, 1, 11));
    put_items(out, r);
    buf_print(out, ",\"vat_rate\":%s,\"due\":\"2026-12-%02d\",\"pdf\":null}",
              between(r, 0, 1) ? "0.19" : "0.21", between(r, 1, 28));
}

static void put_webhook(struct buf *out, struct sim_random *r)
{
    static const char *const events[] = {"payment.succeeded", "payment.failed", "refund.created",
                                         "subscription.renewed", "dispute.opened"};

    buf_print(out,
              "{\"event\":\"%s\",\"endpoint\":\"https://hooks.example.net/in/%04x\",\"attempt\":%d,"
              "\"payload\":{\"id\":\"evt_%08x\",\"amount\":%d,\"currency\":\"%s\"}}",
              CHOOSE(r, events), (unsigned)between(r, 0, 65535), between(r, 1, 5),
              (unsigned)random_next(r), between(r, 100, 99999), CHOOSE(r, currencies));
}

static void put_image(struct buf *out, struct sim_random *r)
{
    buf_print(out,
              "{\"bucket\":\"product-photos\",\"key\":\"2026/11/%08x.jpg\",\"size\":%d,"
              "\"eventTime\":\"2026-11-22T%02d:%02d:00Z\",\"action\":\"PutObject\"}",
              (unsigned)random_next(r), between(r, 40000, 4000000), between(r, 0, 23),
              between(r, 0, 59));
}

static void put_search(struct buf *out, struct sim_random *r)
{
    const char *sku = CHOOSE(r, skus);

    buf_print(out, "{\"op\":\"%s\",\"index\":\"products\",\"doc\":{\"sku\":\"%s\",\"stock\":%d}}",
              between(r, 0, 4) ? "upsert" : "delete", sku, between(r, 0, 500));
}

static void put_audit(struct buf *out, struct sim_random *r)
{
    static const char *const actions[] = {"login", "role.grant", "export.start", "key.rotate",
                                          "refund.approve"};

    buf_append_str(out, "{\"actor\":");
    put_mail(out, r);
    buf_print(out, ",\"action\":\"%s\",\"ip\":\"192.0.2.%d\",\"ok\":%s,\"trace\":\"%016llx\"}",
              CHOOSE(r, actions), between(r, 1, 254), between(r, 0, 9) ? "true" : "false",
              (unsigned long long)random_next(r));
}

struct content *samples_make(enum sample_kind kind, struct sim_random *r)
{
    static void (*const put[SAMPLE_KINDS])(struct buf *, struct sim_random *) = {
        [SAMPLE_ORDER] = put_order,     [SAMPLE_BAD_ORDER] = put_bad_order,
        [SAMPLE_EMAIL] = put_email,     [SAMPLE_INVOICE] = put_invoice,
        [SAMPLE_WEBHOOK] = put_webhook, [SAMPLE_IMAGE] = put_image,
        [SAMPLE_SEARCH] = put_search,   [SAMPLE_AUDIT] = put_audit,
    };
    struct buf out;
    size_t n;

    if (kind == SAMPLE_BAD_ORDER && random_below(r, 100) < OTHER_FORMS)
        return samples_find(random_below(r, 2) ? "v8" : "png");
    buf_init(&out, SIM_TEXT_BYTES);
    put[kind](&out, r);
    n = out.len;
    return content_new(buf_take(&out), n, "json");
}
