/* What one run was asked to do: the result of command line, environment and config file.
 *
 * Owned by main(); every pointer in it is owned by the struct (settings_free()).  Everything has
 * been checked: the base URL and credentials are fit for fetch_start(), which takes them over; a
 * command that needs no server has no credentials, and the doctor may have none. */
#pragma once

#include "cli/commands.h"
#include "cli/settings/arguments.h"
#include "config/option_values.h"
#include "config/queue_options.h"
#include "config/role_colors.h"
#include "net/fetch.h"
#include "parts/alerts/alerts.h"
#include "parts/input/bindings.h"

struct settings {
    enum command command;
    char *queue;   /* a name or an id as typed; NULL: none */
    char **queues; /* the same of a command that takes several; none: all */
    size_t n_queues;
    char *which; /* of the trash: a number or a message id; NULL: none */
    char **leases;
    size_t n_leases;

    char **profiles; /* names of all in the config file */
    size_t n_profiles;
    struct bindings keys; /* for bindings_use() */
    struct queue_options queue_options;
    struct role_colors colors;
    struct alerts alerts;         /* of all profiles, and of this one */
    struct option_values options; /* the base URL is always there, normalised */
    struct credentials credentials;
    char *no_credentials;          /* doctor, which goes on: why there are none; else NULL */
    bool by_key;                   /* e-mail and key, not a token */
    const char *credential_source; /* literal: "token" or "e-mail + key" */
};

/* Order: command line, environment, profile, section-less keys of the config file, preset.  On
 * failure err->text is a whole line for the user (without the program's name) and out is empty. */
bool settings_resolve(struct settings *out, const struct arguments *args, struct error *err);

void settings_free(struct settings *s);
