#include "protocol.h"

#include <stdio.h>
#include <string.h>

struct reader {
    const char *at, *end;
};

static void skip_blanks(struct reader *in) {
    while (in->at < in->end && (*in->at == ' ' || *in->at == '\t' || *in->at == '\r')) in->at++;
}

static bool take(struct reader *in, char wanted) {
    skip_blanks(in);
    if (in->at >= in->end || *in->at != wanted) return false;
    in->at++;
    return true;
}

static int hex4(struct reader *in) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
        if (in->at >= in->end) return -1;
        char c = *in->at++;
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

static size_t utf8(uint32_t code, char *out) {
    if (code < 0x80) return out[0] = (char)code, 1;
    if (code < 0x800) return out[0] = (char)(0xC0 | code >> 6), out[1] = (char)(0x80 | (code & 63)), 2;
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12), out[1] = (char)(0x80 | (code >> 6 & 63)), out[2] = (char)(0x80 | (code & 63));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18), out[1] = (char)(0x80 | (code >> 12 & 63));
    out[2] = (char)(0x80 | (code >> 6 & 63)), out[3] = (char)(0x80 | (code & 63));
    return 4;
}

// After the backslash: puts what the escape stands for into `out`. Gives its bytes, or 0 when it's none or is NUL.
static size_t escape(struct reader *in, char *out) {
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (in->at >= in->end) return 0;
    char c = *in->at++;
    const char *known = c ? strchr(names, c) : NULL;
    if (known) return out[0] = values[known - names], 1;
    if (c != 'u') return 0;
    int code = hex4(in);
    if (code <= 0 || (code >= 0xDC00 && code < 0xE000)) return 0;
    if (code < 0xD800 || code >= 0xE000) return utf8((uint32_t)code, out);
    if (in->end - in->at < 2 || in->at[0] != '\\' || in->at[1] != 'u') return 0;
    in->at += 2;
    int low = hex4(in);
    if (low < 0xDC00 || low >= 0xE000) return 0;
    return utf8(0x10000 + ((uint32_t)(code - 0xD800) << 10) + (uint32_t)(low - 0xDC00), out);
}

static bool read_text(struct reader *in, char *out, size_t room) {
    if (!take(in, '"')) return false;
    size_t used = 0;
    while (in->at < in->end) {
        char c = *in->at++, piece[4] = {c};
        size_t length = 1;
        if (c == '"') return out[used] = 0, true;
        if ((unsigned char)c < 0x20) return false;
        if (c == '\\' && !(length = escape(in, piece))) return false;
        if (used + length >= room) return false;
        memcpy(out + used, piece, length);
        used += length;
    }
    return false;
}

// Whole numbers only: nothing in the protocol has a fraction.
static bool read_number(struct reader *in, int64_t *out) {
    skip_blanks(in);
    bool negative = in->at < in->end && *in->at == '-';
    if (negative) in->at++;
    int64_t value = 0;
    int digits = 0;
    for (; in->at < in->end && *in->at >= '0' && *in->at <= '9'; in->at++) {
        if (++digits > 18) return false;
        value = value * 10 + (*in->at - '0');
    }
    *out = negative ? -value : value;
    return digits > 0;
}

static bool read_word(struct reader *in, const char *word) {
    size_t length = strlen(word);
    skip_blanks(in);
    if ((size_t)(in->end - in->at) < length || memcmp(in->at, word, length) != 0) return false;
    in->at += length;
    return true;
}

static bool read_flag(struct reader *in, bool *out) {
    if (read_word(in, "true")) return *out = true;
    return *out = false, read_word(in, "false");
}

static bool skip_value(struct reader *in) {
    char text[PATH_BYTES];
    int64_t number;
    bool flag;
    skip_blanks(in);
    if (in->at < in->end && *in->at == '"') return read_text(in, text, sizeof text);
    return read_flag(in, &flag) || read_word(in, "null") || read_number(in, &number);
}

static bool find_verb(const char *name, enum verb *verb) {
    static const char *const names[] = {"hello", "time", "thaw", "trim", "drop-caches", "mount", "unmount", "repair", "shutdown"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) return *verb = (enum verb)i, true;
    }
    return false;
}

// Shares may lie anywhere but where the guest's own system is.
static bool path_allowed(const char *path) {
    static const char *const own[] = {"bin", "dev", "etc", "image", "lib", "lib64", "proc", "run", "sbin", "sys", "usr", "var/lib"};
    if (path[0] != '/' || path[1] == 0 || strstr(path, "//")) return false;
    for (const char *part = path; part; part = strchr(part + 1, '/')) {
        size_t length = strcspn(part + 1, "/");
        if (length == 0 || (length == 1 && part[1] == '.') || (length == 2 && part[1] == '.' && part[2] == '.')) return false;
    }
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        size_t length = strlen(own[i]);
        if (strncmp(path + 1, own[i], length) == 0 && (path[length + 1] == 0 || path[length + 1] == '/')) return false;
    }
    return strcmp(path, "/var") != 0;
}

static bool tag_allowed(const char *tag) {
    return *tag && strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == strlen(tag);
}

static const char *check(const struct command *command) {
    if (command->nanos < 0 || command->nanos > 999999999) return "nanos is not within a second";
    bool sets_clock = command->verb == SET_TIME || command->verb == THAW;
    if (sets_clock && command->seconds <= 0) return "seconds is missing or before 1970";
    if (command->verb == SHUTDOWN && (command->seconds < 0 || command->seconds > 3600)) return "seconds is not within an hour";
    bool names_share = command->verb == MOUNT || command->verb == UNMOUNT;
    if (names_share && !path_allowed(command->path)) return "path is missing, not plain and absolute, or the guest's own";
    if (command->verb == MOUNT && !tag_allowed(command->tag)) return "tag is missing or has other signs than letters, digits, . _ -";
    return NULL;
}

const char *parse_command(const char *line, size_t length, struct command *command) {
    struct reader in = {line, line + length};
    char key[32], word[32];
    bool has_verb = false, known = false;
    memset(command, 0, sizeof *command);
    command->id = -1;
    if (!take(&in, '{')) return "not a JSON object";
    for (bool first = true; !take(&in, '}'); first = false) {
        if (!first && !take(&in, ',')) return "a comma or the end is missing";
        if (!read_text(&in, key, sizeof key) || !take(&in, ':')) return "a key is broken";
        bool good = true;
        if (strcmp(key, "id") == 0) good = read_number(&in, &command->id) && command->id >= 0;
        else if (strcmp(key, "do") == 0) {
            has_verb = good = read_text(&in, word, sizeof word);
            known = good && find_verb(word, &command->verb);
        } else if (strcmp(key, "seconds") == 0) good = read_number(&in, &command->seconds);
        else if (strcmp(key, "nanos") == 0) good = read_number(&in, &command->nanos);
        else if (strcmp(key, "tag") == 0) good = read_text(&in, command->tag, sizeof command->tag);
        else if (strcmp(key, "path") == 0) good = read_text(&in, command->path, sizeof command->path);
        else if (strcmp(key, "readonly") == 0) good = read_flag(&in, &command->readonly);
        else if (strcmp(key, "type") == 0) {
            good = read_text(&in, word, sizeof word) && (strcmp(word, "9p") == 0 || strcmp(word, "virtiofs") == 0);
            command->virtiofs = good && strcmp(word, "virtiofs") == 0;
        } else good = skip_value(&in);
        if (!good) return "a value is broken or not of its kind";
    }
    skip_blanks(&in);
    if (in.at != in.end) return "something follows the object";
    if (!has_verb) return "it has no verb (do)";
    return known ? check(command) : "the verb (do) is unknown";
}

void line_begin(struct line *line) { line->bytes[0] = '{', line->used = 1; }

static void field(struct line *line, const char *key, const char *value, size_t length) {
    size_t key_length = strlen(key);
    // Always leaves room for the closing brace and the newline.
    if (line->used + key_length + length + 6 > sizeof line->bytes) return;
    line->used += (size_t)snprintf(line->bytes + line->used, key_length + 5, "%s\"%s\":", line->used > 1 ? "," : "", key);
    memcpy(line->bytes + line->used, value, length);
    line->used += length;
}

void line_text(struct line *line, const char *key, const char *value) {
    char out[LINE_BYTES];
    size_t used = 0;
    out[used++] = '"';
    for (const unsigned char *at = (const unsigned char *)value; *at && used + 8 < sizeof out; at++) {
        if (*at == '"' || *at == '\\') out[used++] = '\\', out[used++] = (char)*at;
        // Names and messages may hold anything; what isn't plain ASCII is not worth a decoder here.
        else out[used++] = *at < 0x20 || *at >= 0x7F ? '?' : (char)*at;
    }
    out[used++] = '"';
    field(line, key, out, used);
}

void line_number(struct line *line, const char *key, int64_t value) {
    char out[24];
    field(line, key, out, (size_t)snprintf(out, sizeof out, "%lld", (long long)value));
}

void line_flag(struct line *line, const char *key, bool value) { field(line, key, value ? "true" : "false", value ? 4 : 5); }

void line_end(struct line *line) {
    line->bytes[line->used++] = '}';
    line->bytes[line->used++] = '\n';
}
