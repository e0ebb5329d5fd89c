/* What the schema has of queues: the datasets, the fields of a row, and who has which. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum gql_dataset {
#define GQL_DATASET(id, name, type) GQL_##id,
#include "tests/sim/graphql/schema/datasets.def"
#undef GQL_DATASET
    GQL_N_DATASETS
};

enum gql_part { GQL_OWN, GQL_SUM, GQL_AVG, GQL_MAX, GQL_DIMENSIONS, GQL_N_PARTS };

enum gql_scalar { GQL_UINT, GQL_REAL, GQL_TEXT, GQL_TIME, GQL_DATE_ONLY };

enum gql_field_id {
#define GQL_FIELD(id, part, name, datasets, scalar, minutes) GQL_FIELD_##id,
#include "tests/sim/graphql/schema/fields.def"
#undef GQL_FIELD
    GQL_N_FIELDS
};

struct gql_dataset_row {
    const char *name;
    const char *type;
};

struct gql_field_row {
    enum gql_part part;
    const char *name;
    unsigned datasets; /* bit i: dataset i has it */
    enum gql_scalar scalar;
    int64_t minutes; /* of a time; 0: it is none */
};

extern const struct gql_dataset_row gql_datasets[GQL_N_DATASETS];
extern const struct gql_field_row gql_fields[GQL_N_FIELDS];
extern const char *const gql_parts[GQL_N_PARTS]; /* "" for those that stand in the row itself */

/* GQL_N_DATASETS, GQL_N_PARTS or GQL_N_FIELDS where there is none of that name. */
enum gql_dataset gql_find_dataset(const char *name);
enum gql_part gql_find_part(enum gql_dataset d, const char *name);
enum gql_field_id gql_find_field(enum gql_dataset d, enum gql_part part, const char *name);

/* "avg_messages", "count", and of dimensions the name alone: how orderBy spells them. */
enum gql_field_id gql_find_spelled(enum gql_dataset d, const char *spelled, size_t n);

/* The same, other way round, into out; of dimensions "dimensions_queueId", as in availableFields.
 */
void gql_spell_field(enum gql_field_id f, char *out, size_t size);
