/* The JSON that a rail of pick lights reads and writes: objects of texts, whole numbers, true and false. Plain C, no allocation. */
#ifndef PICK_LIGHT_JSON_H
#define PICK_LIGHT_JSON_H

#include <stdint.h>
#include <string.h>

/* Reads a text that begins at its quote into `out`, as UTF-8. Returns what follows it; NULL where it is no text or too long. */
static const char *pl_string(const char *at, char *out, size_t size)
{
    size_t count = 0;
    if (*at++ != '"')
        return NULL;
    while (*at != '"') {
        uint32_t sign = (uint8_t)*at++;
        if (sign < 0x20)
            return NULL;
        if (sign == '\\') {
            const char *plain = "\"\\/bfnrt", *meant = "\"\\/\b\f\n\r\t", *found = strchr(plain, *at);
            if (!*at || !found)
                return NULL; /* the box sends every other sign as it is */
            sign = (uint8_t)meant[found - plain];
            at++;
        }
        if (count + 1 >= size)
            return NULL;
        out[count++] = (char)sign;
    }
    out[count] = 0;
    return at + 1;
}

/* Finds the value of a key of a flat object. NULL where there is none. */
static const char *pl_value(const char *object, const char *key)
{
    char name[80];
    const char *at = object;
    if (*at++ != '{')
        return NULL;
    while (*at == '"') {
        at = pl_string(at, name, sizeof name);
        if (!at || *at++ != ':')
            return NULL;
        if (strcmp(name, key) == 0)
            return at;
        if (*at == '"') {
            char skipped[256];
            at = pl_string(at, skipped, sizeof skipped);
            if (!at)
                return NULL;
        } else
            at += strcspn(at, ",}");
        if (*at == ',')
            at++;
    }
    return NULL;
}

/* Reads a text, a whole number up to 2^53 - 1, or true and false. Each returns 1 where the key has such a value, else 0. */
static int pl_text(const char *object, const char *key, char *out, size_t size)
{
    const char *at = pl_value(object, key);
    return at && pl_string(at, out, size);
}

static int pl_number(const char *object, const char *key, uint64_t *out)
{
    const char *at = pl_value(object, key);
    uint64_t number = 0;
    if (!at || *at < '0' || *at > '9')
        return 0;
    for (; *at >= '0' && *at <= '9'; at++) {
        number = number * 10 + (uint64_t)(*at - '0');
        if (number >= (UINT64_C(1) << 53))
            return 0;
    }
    *out = number;
    return *at == ',' || *at == '}';
}

static int pl_truth(const char *object, const char *key, uint8_t *out)
{
    const char *at = pl_value(object, key);
    if (!at || (strncmp(at, "true", 4) && strncmp(at, "false", 5)))
        return 0;
    *out = *at == 't';
    return 1;
}

/* Adds text to `out` as it is, and as a JSON text with its quotes. Both return the new end; what does not fit is cut off. */
static char *pl_add(char *end, const char *limit, const char *text)
{
    while (*text && end + 1 < limit)
        *end++ = *text++;
    *end = 0;
    return end;
}

static char *pl_quote(char *end, const char *limit, const char *text)
{
    char one[3] = {0};
    end = pl_add(end, limit, "\"");
    for (; *text; text++) {
        int quoted = *text == '"' || *text == '\\';
        one[0] = '\\';
        one[quoted] = *text;
        one[quoted + 1] = 0;
        end = pl_add(end, limit, one);
    }
    return pl_add(end, limit, "\"");
}

#endif
