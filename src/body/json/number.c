#include "body/json/number.h"

#include "base/memory/hash.h"
#include "body/json/json.h"

enum { ZERO_DIGIT = '0' };

/* 0.DIGITS times ten to the exponent; the point among the digits is skipped. */
struct number {
    int sign; /* -1, 0, 1 */
    int64_t exponent;
    const char *digits; /* the first is not 0 */
    size_t n;           /* to the end of the mantissa, point included */
};

bool number_check(const char *s, size_t n)
{
    size_t pos = 0;
    struct json_token t = json_next_token(s, n, &pos);

    return t.kind == JSON_NUMBER && t.at == 0 && t.len == n;
}

static int64_t read_exponent(const char *s, size_t n)
{
    const int64_t most = INT64_C(1000000000000000);
    int64_t value = 0;
    size_t i = n && (*s == '-' || *s == '+') ? 1 : 0;

    for (; i < n; i++)
        value = value < most ? value * 10 + (s[i] - ZERO_DIGIT) : most;
    value = value < most ? value : most;
    return n && *s == '-' ? -value : value;
}

static struct number read(const char *s, size_t n)
{
    struct number out = {.sign = 1};
    bool behind_point = false;
    size_t i = 0, end = 0;

    if (n && *s == '-') {
        out.sign = -1;
        i++;
    }
    while (end < n && s[end] != 'e' && s[end] != 'E')
        end++;
    if (end < n)
        out.exponent = read_exponent(s + end + 1, n - end - 1);
    for (; i < end && (s[i] == ZERO_DIGIT || s[i] == '.'); i++) {
        out.exponent -= behind_point && s[i] == ZERO_DIGIT;
        behind_point = behind_point || s[i] == '.';
    }
    out.digits = s + i;
    out.n = end - i;
    for (; i < end && !behind_point && s[i] != '.'; i++)
        out.exponent++;
    if (!out.n)
        return (struct number){.sign = 0};
    return out;
}

/* The digit at *i, and moves on; 0 behind the last. */
static char next_digit(const struct number *x, size_t *i)
{
    if (*i < x->n && x->digits[*i] == '.')
        ++*i;
    return *i < x->n ? x->digits[(*i)++] : ZERO_DIGIT;
}

static int compare_sizes(const struct number *a, const struct number *b)
{
    size_t i = 0, k = 0;

    if (a->exponent != b->exponent)
        return a->exponent < b->exponent ? -1 : 1;
    while (i < a->n || k < b->n) {
        char x = next_digit(a, &i), y = next_digit(b, &k);

        if (x != y)
            return x < y ? -1 : 1;
    }
    return 0;
}

int number_compare(const char *a, size_t a_len, const char *b, size_t b_len)
{
    struct number x = read(a, a_len), y = read(b, b_len);

    if (x.sign != y.sign || !x.sign)
        return (x.sign > y.sign) - (x.sign < y.sign);
    return x.sign * compare_sizes(&x, &y);
}

uint64_t number_hash(const char *s, size_t n)
{
    struct number x = read(s, n);
    uint64_t h = hash_mix((uint64_t)x.sign, (uint64_t)x.exponent);

    while (x.n && (x.digits[x.n - 1] == ZERO_DIGIT || x.digits[x.n - 1] == '.'))
        x.n--;
    for (size_t i = 0; i < x.n;)
        h = hash_mix(h, (unsigned char)next_digit(&x, &i));
    return h;
}
