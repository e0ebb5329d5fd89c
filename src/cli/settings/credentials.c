#include "cli/settings/credentials.h"

#include "base/memory/mem.h"
#include "config/options.h"

#include <stdlib.h>

void credentials_free(struct credentials *c)
{
    secret_free(&c->token);
    secret_free(&c->key);
    free(c->email);
    c->email = NULL;
}

static bool check_source(enum option_id id, const struct credential_source *s, struct error *err)
{
    struct error why;

    if (options_check_value(id, s->text, NULL, &why))
        return true;
    return error_set(err, ERR_USAGE, "%s: %s", s->where, why.text);
}

static bool take_token(struct credentials *out, const struct credential_source *s,
                       struct error *err)
{
    struct error why;

    out->token = (struct secret){.text = NULL};
    if (token_read(s->from, s->text, &out->token, &why) &&
        options_check_value(OPT_TOKEN, out->token.text, NULL, &why))
        return true;
    secret_free(&out->token);
    return error_set(err, ERR_USAGE, "%s: %s", s->where, why.text);
}

bool credentials_choose(struct credentials *out, bool *by_key,
                        const struct credential_source *token,
                        const struct credential_source *email, const struct credential_source *key,
                        struct error *err)
{
    bool has_pair = email->text && key->text;

    *out = (struct credentials){.email = NULL};
    *by_key = has_pair && (!token->text || key->rank < token->rank);
    if (*by_key) {
        if (!check_source(OPT_EMAIL, email, err) || !check_source(OPT_KEY, key, err))
            return false;
        out->email = mem_copy_str(email->text);
        out->key = secret_take(mem_copy_str(key->text));
        return true;
    }
    if (token->text)
        return take_token(out, token, err);
    if (key->text)
        return error_set(err, ERR_USAGE, "%s is set, but no e-mail: set CLOUDFLARE_EMAIL too",
                         key->where);
    return error_set(err, ERR_USAGE, "no credential: set CLOUDFLARE_API_TOKEN (see cfqtop --help)");
}
