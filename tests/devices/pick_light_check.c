/* Reads a serial stream on its standard input with the reference firmware's code. Every frame that is whole is framed again on the
   standard output; for a wanted state the body is built anew from the fields that were read. */
#include <stdio.h>

#include "pick_light_frame.h"
#include "pick_light_json.h"

static void put(uint8_t byte) { putchar(byte); }

static void rebuild(const char *body)
{
    char run[300], light[300], command[300], colour[300], number[24], out[PL_BODY_MAX], *end = out, *limit = out + sizeof out;
    uint64_t epoch, quantity;
    uint8_t on;
    if (!pl_text(body, "run", run, sizeof run) || !pl_text(body, "light", light, sizeof light) ||
        !pl_number(body, "epoch", &epoch) || !pl_text(body, "command", command, sizeof command) || !pl_truth(body, "on", &on) ||
        !pl_text(body, "colour", colour, sizeof colour) || !pl_number(body, "quantity", &quantity))
        return;
    end = pl_quote(pl_add(end, limit, "{\"run\":"), limit, run);
    end = pl_quote(pl_add(end, limit, ",\"light\":"), limit, light);
    snprintf(number, sizeof number, "%llu", (unsigned long long)epoch);
    end = pl_add(pl_add(end, limit, ",\"epoch\":"), limit, number);
    end = pl_quote(pl_add(end, limit, ",\"command\":"), limit, command);
    end = pl_add(pl_add(end, limit, ",\"on\":"), limit, on ? "true" : "false");
    end = pl_quote(pl_add(end, limit, ",\"colour\":"), limit, colour);
    snprintf(number, sizeof number, "%llu", (unsigned long long)quantity);
    end = pl_add(pl_add(pl_add(end, limit, ",\"quantity\":"), limit, number), limit, "}");
    pl_send('W', out, (size_t)(end - out), put);
}

int main(void)
{
    static struct pl_reader reader;
    int byte;
    uint8_t type;
    const char *body;
    while ((byte = getchar()) != EOF)
        if ((body = pl_take(&reader, (uint8_t)byte, &type)) != NULL) {
            if (type == 'W')
                rebuild(body);
            else
                pl_send(type, body, reader.plain[1] << 8 | reader.plain[2], put);
        }
    return 0;
}
