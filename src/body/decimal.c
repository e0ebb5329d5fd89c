#include "body/decimal.h"

#include "base/hash.h"

#include <string.h>

enum { EXPONENT_DIGITS = 15 };

/* A number as 0.DIGITS times a power of ten, its first and last digit no zero. */
struct decimal {
    bool negative;
    bool odd;           /* the exponent is too long to be read */
    const char *digits; /* with the point among them, perhaps */
    const char *end;
    int64_t power; /* of ten; 0 where there are no digits: zero */
};

static bool read_exponent(const char *s, const char *end, int64_t *exponent)
{
    bool negative = s < end && *s == '-';

    s += s < end && (*s == '-' || *s == '+');
    while (s < end && *s == '0')
        s++;
    *exponent = 0;
    if (end - s > EXPONENT_DIGITS)
        return false;
    for (; s < end; s++)
        *exponent = *exponent * 10 + (*s - '0');
    if (negative)
        *exponent = -*exponent;
    return true;
}

/* Cuts zeros off both ends. */
static void trim(struct decimal *d, const char *point)
{
    while (d->digits < d->end && (d->end[-1] == '0' || d->end[-1] == '.'))
        d->end--;
    while (d->digits < d->end && (*d->digits == '0' || *d->digits == '.'))
        d->digits++;
    if (d->digits == d->end) {
        d->negative = false;
        d->power = 0;
    } else {
        d->power += point > d->digits ? point - d->digits : point - d->digits + 1;
    }
}

static struct decimal read(const char *s, size_t n)
{
    struct decimal d = {.negative = n > 0 && *s == '-'};
    const char *all = s + n, *point;

    d.digits = d.end = s + d.negative;
    while (d.end < all && *d.end != 'e' && *d.end != 'E')
        d.end++;
    point = memchr(d.digits, '.', (size_t)(d.end - d.digits));
    if (!point)
        point = d.end;
    d.odd = d.end < all && !read_exponent(d.end + 1, all, &d.power);
    trim(&d, point);
    return d;
}

static char next_digit(struct decimal *d)
{
    if (d->digits < d->end && *d->digits == '.')
        d->digits++;
    return d->digits < d->end ? *d->digits++ : '\0';
}

bool decimal_equal(const char *a, size_t na, const char *b, size_t nb)
{
    struct decimal x = read(a, na), y = read(b, nb);
    char digit;

    if (x.odd || y.odd)
        return na == nb && memcmp(a, b, na) == 0;
    if (x.negative != y.negative || x.power != y.power)
        return false;
    do {
        digit = next_digit(&x);
        if (digit != next_digit(&y))
            return false;
    } while (digit);
    return true;
}

uint64_t decimal_hash(const char *s, size_t n)
{
    struct decimal d = read(s, n);
    uint64_t h = hash_mix(d.negative, (uint64_t)d.power);
    char digit;

    if (d.odd)
        return hash_bytes(1, s, n);
    while ((digit = next_digit(&d)))
        h = (h ^ (unsigned char)digit) * 0x9fb21c651e98df25u;
    return hash_mix(h, 0);
}
