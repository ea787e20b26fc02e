#include "toolbox.h"

void add_record(struct records *records, const char *key, const void *value, size_t length) {
    // "LENGTH KEY=VALUE\n", where the length counts its own digits.
    size_t base = strlen(key) + length + 3, digits = 1;
    for (size_t ten = 10; base + digits >= ten; ten *= 10) digits++;
    size_t whole = base + digits;
    if (records->length + whole + 1 > records->room) {
        records->room = (records->length + whole + 1) * 2;
        records->bytes = must(realloc(records->bytes, records->room));
    }
    char *at = records->bytes + records->length;
    at += sprintf(at, "%zu %s=", whole, key);
    memcpy(at, value, length);
    at[length] = '\n';
    records->length += whole;
}

bool is_ascii(const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)bytes[i] >= 0x80) return false;
    }
    return true;
}

void put_octal(char *field, size_t width, uint64_t value) {
    uint64_t most = ((uint64_t)1 << (3 * (width - 1))) - 1;
    snprintf(field, width, "%0*llo", (int)(width - 1), (unsigned long long)(value > most ? 0 : value));
}

bool get_number(const char *field, size_t width, int64_t *value) {
    const unsigned char *bytes = (const unsigned char *)field;
    size_t at = 0;
    *value = 0;
    if (bytes[0] & 0x80) {
        // Base 256, two's complement.
        int64_t number = bytes[0] & 0x40 ? -1 : 0;
        for (; at < width; at++) {
            unsigned char byte = at == 0 ? (unsigned char)((bytes[0] & 0x7f) | (bytes[0] & 0x40 ? 0x80 : 0)) : bytes[at];
            if (number > (INT64_MAX >> 8) || number < (INT64_MIN >> 8)) return false;
            number = (int64_t)((uint64_t)number << 8 | byte);
        }
        *value = number;
        return true;
    }
    while (at < width && (field[at] == ' ' || field[at] == 0)) at++;
    for (; at < width && field[at] >= '0' && field[at] <= '7'; at++) *value = *value * 8 + (field[at] - '0');
    return at == width || field[at] == ' ' || field[at] == 0;
}

unsigned checksum_of(const struct header *header) {
    const unsigned char *bytes = (const unsigned char *)header;
    unsigned sum = 0;
    for (size_t i = 0; i < sizeof *header; i++) sum += i >= 148 && i < 156 ? ' ' : bytes[i];
    return sum;
}
