#include "tests/sim/graphql/schema/schema.h"

#include "base/memory/array.h"

#include <stdio.h>
#include <string.h>

#define IN(dataset) (1u << GQL_##dataset)
#define IN_ALL      ((1u << GQL_N_DATASETS) - 1)

const struct gql_dataset_row gql_datasets[] = {
#define GQL_DATASET(id, name, type) {name, type},
#include "tests/sim/graphql/schema/datasets.def"
#undef GQL_DATASET
};
_Static_assert(ARRAY_LEN(gql_datasets) == GQL_N_DATASETS, "a dataset is missing");

#define SCALAR_UINT GQL_UINT
#define SCALAR_REAL GQL_REAL
#define SCALAR_TEXT GQL_TEXT
#define SCALAR_TIME GQL_TIME
#define SCALAR_DATE GQL_DATE_ONLY

const struct gql_field_row gql_fields[] = {
#define GQL_FIELD(id, part, name, datasets, scalar, minutes)                                       \
    {GQL_##part, name, datasets, SCALAR_##scalar, minutes},
#include "tests/sim/graphql/schema/fields.def"
#undef GQL_FIELD
};
_Static_assert(ARRAY_LEN(gql_fields) == GQL_N_FIELDS, "a field is missing");

const char *const gql_parts[] = {"", "sum", "avg", "max", "dimensions"};
_Static_assert(ARRAY_LEN(gql_parts) == GQL_N_PARTS, "a part is missing");

enum gql_dataset gql_find_dataset(const char *name)
{
    int d = 0;

    while (d < GQL_N_DATASETS && strcmp(gql_datasets[d].name, name) != 0)
        d++;
    return (enum gql_dataset)d;
}

static bool has(enum gql_dataset d, int field)
{
    return gql_fields[field].datasets & 1u << d;
}

enum gql_part gql_find_part(enum gql_dataset d, const char *name)
{
    for (int f = 0; f < GQL_N_FIELDS; f++)
        if (has(d, f) && gql_fields[f].part != GQL_OWN &&
            strcmp(gql_parts[gql_fields[f].part], name) == 0)
            return gql_fields[f].part;
    return GQL_N_PARTS;
}

enum gql_field_id gql_find_field(enum gql_dataset d, enum gql_part part, const char *name)
{
    int f = 0;

    while (f < GQL_N_FIELDS &&
           (!has(d, f) || gql_fields[f].part != part || strcmp(gql_fields[f].name, name) != 0))
        f++;
    return (enum gql_field_id)f;
}

void gql_spell_field(enum gql_field_id f, char *out, size_t size)
{
    const char *part = gql_parts[gql_fields[f].part];

    snprintf(out, size, "%s%s%s", part, *part ? "_" : "", gql_fields[f].name);
}

enum gql_field_id gql_find_spelled(enum gql_dataset d, const char *spelled, size_t n)
{
    for (int f = 0; f < GQL_N_FIELDS; f++) {
        char name[64];

        gql_spell_field((enum gql_field_id)f, name, sizeof(name));
        if (gql_fields[f].part == GQL_DIMENSIONS)
            snprintf(name, sizeof(name), "%s", gql_fields[f].name);
        if (has(d, f) && strlen(name) == n && memcmp(name, spelled, n) == 0)
            return (enum gql_field_id)f;
    }
    return GQL_N_FIELDS;
}
