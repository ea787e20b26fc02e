#include "protocol.h"

#include <stdio.h>
#include <string.h>

struct reader {
    const char *at, *end;
};

static char peek(struct reader *in) {
    while (in->at < in->end && (*in->at == ' ' || *in->at == '\t' || *in->at == '\r')) in->at++;
    return in->at < in->end ? *in->at : 0;
}

static bool take(struct reader *in, const char *word) {
    size_t length = strlen(word);
    peek(in);
    if ((size_t)(in->end - in->at) < length || memcmp(in->at, word, length) != 0) return false;
    in->at += length;
    return true;
}

// Of the escapes only those that printable text needs: control characters have no place in a name.
static bool read_text(struct reader *in, char *out, size_t room) {
    size_t used = 0;
    if (!take(in, "\"")) return false;
    while (in->at < in->end) {
        char c = *in->at++;
        if (c == '"') return out[used] = 0, true;
        if (c == '\\') {
            if (in->at >= in->end || (*in->at != '"' && *in->at != '\\' && *in->at != '/')) return false;
            c = *in->at++;
        }
        if ((unsigned char)c < 0x20 || used + 1 >= room) return false;
        out[used++] = c;
    }
    return false;
}

// Whole numbers from 0 on: the protocol has no others.
static bool read_number(struct reader *in, int64_t *out) {
    int digits = 0;
    *out = 0;
    for (char c = peek(in); c >= '0' && c <= '9'; c = in->at < in->end ? *in->at : 0, digits++) {
        if (digits == 18) return false;
        *out = *out * 10 + (c - '0');
        in->at++;
    }
    return digits > 0;
}

static bool read_flag(struct reader *in, bool *out) {
    *out = take(in, "true");
    return *out || take(in, "false");
}

static bool read_value(struct reader *in, const char *key, struct command *to) {
    if (strcmp(key, "id") == 0) return read_number(in, &to->id);
    if (strcmp(key, "do") == 0) return read_text(in, to->name, sizeof to->name);
    if (strcmp(key, "seconds") == 0) return read_number(in, &to->seconds);
    if (strcmp(key, "nanos") == 0) return read_number(in, &to->nanos);
    if (strcmp(key, "tag") == 0) return read_text(in, to->tag, sizeof to->tag);
    if (strcmp(key, "path") == 0) return read_text(in, to->path, sizeof to->path);
    if (strcmp(key, "type") == 0) return read_text(in, to->type, sizeof to->type);
    return strcmp(key, "readonly") == 0 && read_flag(in, &to->readonly);
}

// Shares may lie anywhere but where the guest's own system is.
static bool path_allowed(const char *path) {
    static const char *const own[] = {"bin", "dev", "etc", "image", "lib", "lib64", "proc", "run", "sbin", "sys", "usr", "var/lib"};
    if (path[0] != '/' || strcmp(path, "/var") == 0) return false;
    for (const char *part = path; part; part = strchr(part + 1, '/')) {
        size_t length = strcspn(part + 1, "/");
        if (length == 0 || (length == 1 && part[1] == '.') || (length == 2 && part[1] == '.' && part[2] == '.')) return false;
    }
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        size_t length = strlen(own[i]);
        if (strncmp(path + 1, own[i], length) == 0 && (path[length + 1] == 0 || path[length + 1] == '/')) return false;
    }
    return true;
}

static bool tag_allowed(const char *tag) {
    return *tag && strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == strlen(tag);
}

static const char *check(struct command *command) {
    static const char *const names[VERBS] = {"hello", "time", "thaw", "trim", "drop-caches", "mount", "unmount",
                                              "pin", "changed", "watch", "repair", "shutdown"};
    for (command->verb = HELLO; command->verb < VERBS && strcmp(command->name, names[command->verb]) != 0;) command->verb++;
    enum verb verb = command->verb;
    if (verb == VERBS) return "the verb (do) is missing or unknown";
    if (command->nanos > 999999999) return "nanos is not within a second";
    if ((verb == SET_TIME || verb == THAW) && command->seconds == 0) return "seconds is missing";
    bool names_path = verb == MOUNT || verb == UNMOUNT || verb == PIN || verb == CHANGED || verb == WATCH;
    if ((verb == SHUTDOWN || verb == WATCH) && command->seconds > 3600) return "seconds is not within an hour";
    if (names_path && !path_allowed(command->path)) return "path is missing, not plain and absolute, or the guest's own";
    if (verb == MOUNT && !tag_allowed(command->tag)) return "tag is missing or has other signs than letters, digits, . _ -";
    if (verb == MOUNT && strcmp(command->type, "9p") != 0 && strcmp(command->type, "virtiofs") != 0) return "type is neither 9p nor virtiofs";
    return NULL;
}

const char *parse_command(const char *line, size_t length, struct command *command) {
    struct reader in = {line, line + length};
    char key[32];
    memset(command, 0, sizeof *command);
    command->id = -1;
    if (!take(&in, "{")) return "not a JSON object";
    for (bool first = true; !take(&in, "}"); first = false) {
        if (!first && !take(&in, ",")) return "a comma or the end is missing";
        if (!read_text(&in, key, sizeof key) || !take(&in, ":")) return "a key is broken";
        if (!read_value(&in, key, command)) return "a key is unknown, or its value is not of its kind";
    }
    peek(&in);
    return in.at == in.end ? check(command) : "something follows the object";
}

static void add_field(struct line *line, const char *key, const char *value, size_t length) {
    size_t key_length = strlen(key);
    // Always leaves room for the closing brace and the newline.
    if (line->used + key_length + length + 6 > sizeof line->bytes) return;
    line->used += (size_t)snprintf(line->bytes + line->used, key_length + 5, "%s\"%s\":", line->used > 1 ? "," : "", key);
    memcpy(line->bytes + line->used, value, length);
    line->used += length;
}

void line_text(struct line *line, const char *key, const char *value) {
    char out[LINE_BYTES] = "\"";
    size_t used = 1;
    for (const char *at = value; *at && used + 3 < sizeof out; at++) {
        if (*at == '"' || *at == '\\') out[used++] = '\\';
        // Messages may hold anything; what isn't plain ASCII is not worth a decoder here.
        out[used++] = *at < 0x20 || *at >= 0x7F ? '?' : *at;
    }
    out[used++] = '"';
    add_field(line, key, out, used);
}

void line_number(struct line *line, const char *key, int64_t value) {
    char out[24];
    add_field(line, key, out, (size_t)snprintf(out, sizeof out, "%lld", (long long)value));
}

void line_flag(struct line *line, const char *key, bool value) { add_field(line, key, value ? "true" : "false", value ? 4 : 5); }

void line_event(struct line *line, const char *name) {
    line->bytes[0] = '{', line->used = 1;
    line_text(line, "event", name);
}

void line_answer(struct line *line, int64_t id, const char *why) {
    line->bytes[0] = '{', line->used = 1;
    line_number(line, "re", id);
    line_flag(line, "ok", why == NULL);
    if (why) line_text(line, "why", why);
}

void line_end(struct line *line) {
    line->bytes[line->used++] = '}';
    line->bytes[line->used++] = '\n';
}
