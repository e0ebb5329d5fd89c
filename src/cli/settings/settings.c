#include "cli/settings/settings.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "cli/settings/alert_settings.h"
#include "cli/settings/color_settings.h"
#include "cli/settings/credentials.h"
#include "cli/settings/queue_settings.h"
#include "config/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The order in which a value is looked for. */
enum origin { ORIGIN_FLAG, ORIGIN_ENV, ORIGIN_PROFILE, ORIGIN_ALL, ORIGIN_NONE };

/* One option's value as found; texts are borrowed from argv, the environment or the config. */
struct found {
    const char *text;
    enum origin origin;
    char where[160]; /* as it starts an error line */
};

struct resolver {
    const struct arguments *args;
    struct config config;
    struct found found[OPT_COUNT];
    struct option_values *values;
};

void settings_free(struct settings *s)
{
    for (size_t i = 0; i < s->n_leases; i++)
        free(s->leases[i]);
    free(s->leases);
    for (size_t i = 0; i < s->n_queues; i++)
        free(s->queues[i]);
    free(s->queues);
    free(s->queue);
    free(s->which);
    free(s->no_credentials);
    for (size_t i = 0; i < s->n_profiles; i++)
        free(s->profiles[i]);
    free(s->profiles);
    bindings_free(&s->keys);
    queue_options_free(&s->queue_options);
    alerts_free(&s->alerts);
    option_values_free(&s->options);
    credentials_free(&s->credentials);
    *s = (struct settings){.command = COMMAND_INSPECT};
}

static void find_in_env(struct found *f, const struct option_spec *spec)
{
    for (size_t i = 0; i < 2 && !f->text; i++) {
        const char *text = spec->env[i] ? getenv(spec->env[i]) : NULL;

        if (!text || !*text)
            continue;
        /* NO_COLOR counts when it is set, whatever it says. */
        f->text = spec->kind == OPTION_FLAG ? "yes" : text;
        f->origin = ORIGIN_ENV;
        snprintf(f->where, sizeof f->where, "%s", spec->env[i]);
    }
}

static void find_in_config(struct found *f, const struct config *c, enum option_id id)
{
    for (int part = 0; part < CONFIG_PARTS && !f->text; part++) {
        const struct config_value *v = &c->values[part][id];

        if (!v->text)
            continue;
        f->text = v->text;
        f->origin = part == CONFIG_PROFILE ? ORIGIN_PROFILE : ORIGIN_ALL;
        snprintf(f->where, sizeof f->where, "%s:%d: %s", config_shorten_path(c->path), v->line,
                 options_get(id)->key);
    }
}

static void find_value(struct resolver *r, enum option_id id)
{
    const struct option_spec *spec = options_get(id);
    struct found *f = &r->found[id];

    *f = (struct found){.text = r->args->values[id]};
    if (f->text)
        snprintf(f->where, sizeof f->where, "--%s", spec->name);
    find_in_env(f, spec);
    find_in_config(f, &r->config, id);
    if (!f->text)
        f->origin = ORIGIN_NONE;
}

static bool check_found(struct resolver *r, enum option_id id, struct error *err)
{
    const struct option_spec *spec = options_get(id);
    const struct found *f = &r->found[id];
    struct error why;

    if (!f->text || spec->kind == OPTION_SECRET || id == OPT_EMAIL)
        return true; /* credentials are checked when they are chosen: an unused one may be bad */
    if (option_values_set(r->values, id, f->text, &why))
        return true;
    return error_set(err, ERR_USAGE, "%s: %s", f->where, why.text);
}

static bool load_config(struct resolver *r, struct error *err)
{
    const char *named = r->args->values[OPT_CONFIG];
    char *path = named ? mem_copy_str(named) : config_find_path();
    bool ok;

    find_value(r, OPT_PROFILE);
    if (!check_found(r, OPT_PROFILE, err)) {
        ok = false;
    } else if (path) {
        ok = config_load(&r->config, path, named != NULL, r->found[OPT_PROFILE].text, err);
    } else {
        ok = !r->found[OPT_PROFILE].text ||
             error_set(err, ERR_USAGE, "--profile needs a config file, and there is no $HOME");
    }
    free(path);
    return ok;
}

#define IN(command) (1u << COMMAND_##command)

/* Whose an option is that is not everybody's, and how that is said. */
static const struct {
    unsigned commands;
    const char *needs;
} scopes[] = {
    [SCOPE_ALL] = {~0u, ""},
    [SCOPE_COMMANDS] = {~IN(INSPECT), "needs a command such as queues"},
    [SCOPE_RETRY] = {IN(RETRY), "is only for retry"},
    [SCOPE_QUEUES] = {IN(QUEUES), "is only for queues"},
    [SCOPE_CHECK] = {IN(CHECK), "is only for check"},
    [SCOPE_WATCH] = {IN(WATCH), "is only for watch"},
    [SCOPE_METRICS] = {IN(METRICS), "is only for metrics"},
    [SCOPE_MEASURE] = {IN(QUEUES) | IN(CHECK) | IN(METRICS),
                       "is only for queues, check and metrics"},
    [SCOPE_QUEUE] = {IN(INSPECT), "is only for cfqtop QUEUE"},
};
_Static_assert(ARRAY_LEN(scopes) == SCOPE_QUEUE + 1, "every scope has its commands");
_Static_assert(COMMAND_COUNT <= 32, "every command has its bit");

static bool check_scope(const struct arguments *args, enum option_id id, struct error *err)
{
    const struct option_spec *spec = options_get(id);

    if (!args->values[id] || ((scopes[spec->scope].commands >> args->command & 1) != 0 &&
                              (spec->scope != SCOPE_QUEUE || args->queue)))
        return true;
    return error_set(err, ERR_USAGE, "--%s %s", spec->name, scopes[spec->scope].needs);
}

/* What an option needs beside it. */
static bool check_company(const struct arguments *args, struct error *err)
{
    bool prometheus = args->values[OPT_PROMETHEUS] != NULL;

    if (args->command == COMMAND_METRICS && !args->queue && !prometheus)
        return error_set(err, ERR_USAGE, "usage: cfqtop metrics QUEUE, or --prometheus");
    if (args->command == COMMAND_METRICS && args->values[OPT_FOR] && !prometheus)
        return error_set(err, ERR_USAGE, "--for needs metrics --prometheus");
    if (args->values[OPT_OUTPUT] && !prometheus)
        return error_set(err, ERR_USAGE, "--output needs --prometheus");
    if (prometheus && args->values[OPT_JSON])
        return error_set(err, ERR_USAGE, "--prometheus and --json exclude each other");
    if (args->command == COMMAND_CHECK && args->values[OPT_JSON])
        return error_set(err, ERR_USAGE, "check answers with a line of text: no --json");
    if (args->values[OPT_FAST] && args->values[OPT_FOR])
        return error_set(err, ERR_USAGE, "--fast measures nothing: no --for");
    return args->command != COMMAND_CHECK || args->values[OPT_FAIL_IF] ||
           error_set(err, ERR_USAGE, "usage: cfqtop check [QUEUE...] --fail-if EXPR");
}

static struct credential_source make_source(const struct resolver *r, enum option_id id)
{
    const struct found *f = &r->found[id];

    return (struct credential_source){.text = f->text, .rank = (int)f->origin, .where = f->where};
}

/* The nearest of those that say where the token comes from; config.c has made sure that no two are
 * of one origin. */
static struct credential_source find_token(const struct resolver *r)
{
    static const enum option_id ids[] = {
        [TOKEN_TEXT] = OPT_TOKEN,
        [TOKEN_ENV] = OPT_TOKEN_ENV,
        [TOKEN_FILE] = OPT_TOKEN_FILE,
        [TOKEN_COMMAND] = OPT_TOKEN_COMMAND,
    };
    _Static_assert(ARRAY_LEN(ids) == TOKEN_FROM_COUNT, "every source of a token has its option");
    struct credential_source best = make_source(r, OPT_TOKEN);

    for (size_t i = TOKEN_TEXT + 1; i < TOKEN_FROM_COUNT; i++) {
        struct credential_source other = make_source(r, ids[i]);

        other.from = (enum token_from)i;
        if (other.rank < best.rank)
            best = other;
    }
    return best;
}

static bool choose_credentials(struct settings *out, const struct resolver *r, struct error *err)
{
    struct credential_source token = find_token(r), email = make_source(r, OPT_EMAIL),
                             key = make_source(r, OPT_KEY);

    if (!credentials_choose(&out->credentials, &out->by_key, &token, &email, &key, err))
        return false;
    out->credential_source = out->by_key ? "e-mail + key" : "token";
    return true;
}

static bool copy_queues(struct settings *out, const struct arguments *args, struct error *err)
{
    bool several = commands_get(args->command)->word == WORD_QUEUES;
    size_t n = several ? args->n_rest : args->queue != NULL;

    out->queues = mem_new(n ? n : 1, sizeof *out->queues);
    for (size_t i = 0; i < n; i++) {
        out->queues[out->n_queues++] = mem_copy_str(several ? args->rest[i] : args->queue);
        if (!*out->queues[i])
            return error_set(err, ERR_USAGE, "QUEUE is empty");
    }
    return true;
}

/* A lease id goes into JSON, not into a URL: anything visible will do.  A blank in one is a paste
 * gone wrong. */
static bool copy_leases(struct settings *out, const struct arguments *args, struct error *err)
{
    if (!commands_get(args->command)->least_leases)
        return true;
    out->leases = mem_new(args->n_rest ? args->n_rest : 1, sizeof *out->leases);
    for (size_t i = 0; i < args->n_rest; i++) {
        const char *lease = args->rest[i];

        out->leases[out->n_leases++] = mem_copy_str(lease);
        if (!*lease)
            return error_set(err, ERR_USAGE, "LEASE %zu is empty", i + 1);
        for (const char *c = lease; *c; c++)
            if (*c <= ' ' || *c > '~')
                return error_set(err, ERR_USAGE, "LEASE %zu is not a lease id: \"%.40s\"", i + 1,
                                 lease);
    }
    return true;
}

static bool check_read_only(const struct settings *s, const struct resolver *r, struct error *err)
{
    bool changes = commands_get(s->command)->reach == REACH_CHANGES;

    if (!s->options.numbers[OPT_READ_ONLY] || !(changes || s->options.numbers[OPT_PULL]))
        return true;
    if (r->found[OPT_READ_ONLY].origin == ORIGIN_FLAG)
        return error_set(err, ERR_USAGE, "read-only: started with --read-only");
    return error_set(err, ERR_USAGE, "read-only: set by %s", r->found[OPT_READ_ONLY].where);
}

/* Of --no-color and --theme the one nearer to the command line counts. */
static void choose_theme(struct resolver *r)
{
    int64_t *numbers = r->values->numbers;

    if (r->found[OPT_THEME].origin < r->found[OPT_NO_COLOR].origin)
        numbers[OPT_NO_COLOR] = false;
    if (numbers[OPT_THEME] == THEME_MONO) {
        numbers[OPT_THEME] = THEME_AUTO;
        option_values_set_theme(r->values, THEME_MONO);
    }
}

/* The doctor tells it as one of the things that do not work. */
static bool find_credentials(struct settings *out, const struct resolver *r, struct error *err)
{
    if (commands_get(out->command)->reach == REACH_FILES || choose_credentials(out, r, err))
        return true;
    if (out->command != COMMAND_DOCTOR)
        return false;
    out->no_credentials = mem_copy_str(err->text);
    return true;
}

static bool fill(struct settings *out, const struct resolver *r, struct error *err)
{
    char **base_url = &out->options.texts[OPT_BASE_URL], *given = *base_url;

    out->command = r->args->command;
    out->queue = mem_copy_str(r->args->queue);
    out->which = mem_copy_str(r->args->which);
    *base_url = fetch_check_base_url(given ? given : FETCH_CLOUDFLARE_URL, err);
    free(given);
    return *base_url && copy_queues(out, r->args, err) && copy_leases(out, r->args, err) &&
           check_company(r->args, err) && check_read_only(out, r, err) &&
           find_credentials(out, r, err);
}

/* The line that gave the action its keys. */
static const struct config_key *find_key(const struct config *c, enum action_id id)
{
    const struct config_key *found = NULL;

    for (size_t i = 0; i < c->n_keys; i++)
        if (c->keys[i].prefix == CONFIG_KEY && !strcmp(c->keys[i].name, action_get(id)->name) &&
            c->keys[i].part != CONFIG_PARTS && (!found || c->keys[i].part <= found->part))
            found = &c->keys[i];
    return found;
}

/* Those of the profile are laid over those of all profiles. */
static bool resolve_keys(struct bindings *out, const struct config *c, struct error *err)
{
    struct bindings unused = {.keys = {NULL}};
    struct error why;
    enum action_id id;
    bool ok = true;

    for (size_t i = 0; i < c->n_keys && ok; i++) {
        if (c->keys[i].prefix != CONFIG_KEY)
            continue;
        id = bindings_find_action(c->keys[i].name, &why);
        ok = (id != ACT_NONE && bindings_set(&unused, id, c->keys[i].text, &why)) ||
             config_fail_key(c, &c->keys[i], &why, err);
    }
    bindings_free(&unused);
    for (int i = 0; i < ACT_COUNT && ok; i++) {
        const struct config_key *k = find_key(c, (enum action_id)i);

        ok = !k || bindings_set(out, (enum action_id)i, k->text, &why);
    }
    if (ok && !bindings_check(out, &id, &why))
        ok = find_key(c, id)
                 ? config_fail_key(c, find_key(c, id), &why, err)
                 : error_set(err, ERR_USAGE, "%s: %s", config_shorten_path(c->path), why.text);
    return ok;
}

bool settings_resolve(struct settings *out, const struct arguments *args, struct error *err)
{
    struct resolver r = {.args = args, .values = &out->options};
    bool ok;

    *out = (struct settings){.command = COMMAND_INSPECT};
    option_values_init(&out->options);
    ok = load_config(&r, err);
    out->profiles = r.config.profiles;
    out->n_profiles = r.config.n_profiles;
    r.config.profiles = NULL;
    r.config.n_profiles = 0;
    ok = ok && resolve_keys(&out->keys, &r.config, err) &&
         queue_settings_resolve(&out->queue_options, &r.config, err) &&
         color_settings_resolve(&out->colors, &r.config, err) &&
         alert_settings_resolve(&out->alerts, &r.config, err);
    for (enum option_id id = 0; ok && id < OPT_COUNT; id++) {
        find_value(&r, id);
        ok = check_found(&r, id, err) && check_scope(args, id, err);
    }
    choose_theme(&r);
    ok = ok && fill(out, &r, err);
    if (!ok)
        settings_free(out);
    config_free(&r.config);
    return ok;
}
