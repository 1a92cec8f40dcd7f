/* Frames of the pick light protocol, version 1 (docs/pick-light-protocol.md, "Over a serial line"). Plain C, no allocation. */
#ifndef PICK_LIGHT_FRAME_H
#define PICK_LIGHT_FRAME_H

#include <stddef.h>
#include <stdint.h>

#define PL_BODY_MAX 4096
#define PL_END 0xC0
#define PL_ESC 0xDB
#define PL_ESC_END 0xDC
#define PL_ESC_ESC 0xDD

/* CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, not reflected. */
static uint16_t pl_crc(const uint8_t *bytes, size_t count, uint16_t crc)
{
    while (count--) {
        crc ^= (uint16_t)(*bytes++ << 8);
        for (int bit = 0; bit < 8; bit++)
            crc = (uint16_t)((crc & 0x8000) ? (crc << 1) ^ 0x1021 : crc << 1);
    }
    return crc;
}

/* Hands the bytes of one frame to `put`, ready to be sent. Returns 0 for a body that is too long, else 1. */
static int pl_send(uint8_t type, const char *body, size_t length, void (*put)(uint8_t))
{
    if (length > PL_BODY_MAX)
        return 0;
    uint8_t head[3] = {type, (uint8_t)(length >> 8), (uint8_t)length};
    uint16_t crc = pl_crc((const uint8_t *)body, length, pl_crc(head, 3, 0xFFFF));
    uint8_t tail[2] = {(uint8_t)(crc >> 8), (uint8_t)crc};
    put(PL_END);
    for (size_t place = 0; place < length + 5; place++) {
        uint8_t byte = place < 3 ? head[place] : place < length + 3 ? (uint8_t)body[place - 3] : tail[place - length - 3];
        if (byte == PL_END || byte == PL_ESC) {
            put(PL_ESC);
            byte = byte == PL_END ? PL_ESC_END : PL_ESC_ESC;
        }
        put(byte);
    }
    put(PL_END);
    return 1;
}

/* What has come of a frame so far; all zero to begin with. */
struct pl_reader {
    uint8_t plain[PL_BODY_MAX + 5];
    size_t count;
    uint8_t escaped, spoilt;
};

/* Takes one byte. Returns the body (ending with a zero byte) once a whole, undamaged frame is there, and sets `type`; else NULL. */
static const char *pl_take(struct pl_reader *reader, uint8_t byte, uint8_t *type)
{
    const char *body = NULL;
    if (byte == PL_END) {
        uint8_t *plain = reader->plain;
        size_t length = ((size_t)plain[1] << 8) | plain[2];
        if (!reader->spoilt && !reader->escaped && reader->count >= 5 && reader->count == length + 5 &&
            pl_crc(plain, reader->count, 0xFFFF) == 0) {
            *type = plain[0];
            plain[length + 3] = 0;
            body = (const char *)plain + 3;
        }
        reader->count = reader->escaped = reader->spoilt = 0;
        return body;
    }
    if (reader->escaped) {
        reader->escaped = 0;
        if (byte != PL_ESC_END && byte != PL_ESC_ESC)
            reader->spoilt = 1;
        byte = byte == PL_ESC_END ? PL_END : PL_ESC;
    } else if (byte == PL_ESC) {
        reader->escaped = 1;
        return NULL;
    }
    if (reader->count == sizeof reader->plain)
        reader->spoilt = 1;
    else
        reader->plain[reader->count++] = byte;
    return NULL;
}

#endif
