#include "toolbox.h"

static char buffer[65536];
static size_t filled;
static bool closed;
uint64_t warnings;

bool put(int to, const void *bytes, size_t length) {
    const char *at = bytes;
    while (length > 0) {
        ssize_t written = write(to, at, length);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        at += written;
        length -= (size_t)written;
    }
    return true;
}

bool take(int from, void *into, size_t length) {
    char *at = into;
    while (length > 0) {
        ssize_t got = read(from, at, length);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += got;
        length -= (size_t)got;
    }
    return true;
}

void drain(uint64_t most) {
    char rest[4096];
    while (most > 0 && take(STDIN_FILENO, rest, most < sizeof rest ? (size_t)most : sizeof rest)) most -= most < sizeof rest ? most : sizeof rest;
}

bool say_flush(void) {
    if (!closed && !put(STDOUT_FILENO, buffer, filled)) closed = true;
    filled = 0;
    return !closed;
}

void say_bytes(const void *bytes, size_t length) {
    if (length > sizeof buffer - filled) say_flush();
    if (length > sizeof buffer) {
        if (!closed && !put(STDOUT_FILENO, bytes, length)) closed = true;
        return;
    }
    memcpy(buffer + filled, bytes, length);
    filled += length;
}

void say_char(char letter) { say_bytes(&letter, 1); }

void say_text(const char *text) { say_bytes(text, strlen(text)); }

void say_number(int64_t number) {
    char text[24];
    say_bytes(text, (size_t)snprintf(text, sizeof text, "%lld", (long long)number));
}

// The length of the UTF-8 sequence there, or 0 when there is none.
static size_t sequence(const unsigned char *at, size_t left) {
    if (at[0] < 0x80) return 1;
    size_t length = at[0] >= 0xc2 && at[0] <= 0xdf ? 2 : at[0] >= 0xe0 && at[0] <= 0xef ? 3 : at[0] >= 0xf0 && at[0] <= 0xf4 ? 4 : 0;
    if (length == 0 || length > left) return 0;
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80) return 0;
    }
    // Neither longer than needed, nor a surrogate, nor past the end of Unicode.
    if ((at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xed && at[1] > 0x9f)) return 0;
    if ((at[0] == 0xf0 && at[1] < 0x90) || (at[0] == 0xf4 && at[1] > 0x8f)) return 0;
    return length;
}

bool is_utf8(const char *bytes, size_t length) {
    for (size_t at = 0; at < length;) {
        size_t step = sequence((const unsigned char *)bytes + at, length - at);
        if (step == 0) return false;
        at += step;
    }
    return true;
}

// Writes the string in JSON to `out`, which has room for 6 times its length and 2 more; gives what it took.
static size_t quote(char *out, const char *bytes, size_t length) {
    size_t to = 0;
    out[to++] = '"';
    for (size_t at = 0; at < length;) {
        unsigned char byte = (unsigned char)bytes[at];
        size_t step = sequence((const unsigned char *)bytes + at, length - at);
        if (step == 0) to += (size_t)sprintf(out + to, "\\udc%02x", byte), at++;
        else if (byte == '"' || byte == '\\') out[to++] = '\\', out[to++] = (char)byte, at++;
        else if (byte < 0x20 || byte == 0x7f) to += (size_t)sprintf(out + to, "\\u%04x", byte), at++;
        else memcpy(out + to, bytes + at, step), to += step, at += step;
    }
    out[to++] = '"';
    return to;
}

void say_string(const char *bytes, size_t length) {
    char *text = must(malloc(length * 6 + 3));
    say_bytes(text, quote(text, bytes, length));
    free(text);
}

const char *error_name(int error) {
    static const struct {
        int error;
        const char *name;
    } names[] = {
        {ENOENT, "ENOENT"}, {EACCES, "EACCES"}, {EPERM, "EPERM"}, {EEXIST, "EEXIST"}, {ENOTDIR, "ENOTDIR"},
        {EISDIR, "EISDIR"}, {ENOTEMPTY, "ENOTEMPTY"}, {ENOSPC, "ENOSPC"}, {EROFS, "EROFS"}, {EBUSY, "EBUSY"},
        {ELOOP, "ELOOP"}, {ENAMETOOLONG, "ENAMETOOLONG"}, {EDQUOT, "EDQUOT"}, {EIO, "EIO"}, {EFBIG, "EFBIG"},
        {EINVAL, "EINVAL"}, {ETXTBSY, "ETXTBSY"}, {ENOTSUP, "ENOTSUP"}, {EXDEV, "EXDEV"}, {EMFILE, "EMFILE"},
        {ENOMEM, "ENOMEM"}, {ESTALE, "ESTALE"}, {EPIPE, "EPIPE"}, {ENODEV, "ENODEV"}, {ENXIO, "ENXIO"},
        {EMLINK, "EMLINK"}, {EBADMSG, "EBADMSG"}, {ENODATA, "ENODATA"}, {ECONNREFUSED, "ECONNREFUSED"},
        {ETIMEDOUT, "ETIMEDOUT"}, {EHOSTUNREACH, "EHOSTUNREACH"}, {ENETUNREACH, "ENETUNREACH"},
        {ECONNRESET, "ECONNRESET"}, {EAFNOSUPPORT, "EAFNOSUPPORT"}, {EADDRNOTAVAIL, "EADDRNOTAVAIL"},
    };
    static char other[16];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].error == error) return names[i].name;
    }
    snprintf(other, sizeof other, "E%d", error);
    return other;
}

static void problem(const char *kind, const char *what, const char *path) {
    size_t length = strlen(path);
    char *line = must(malloc(length * 6 + 128));
    size_t at = (size_t)sprintf(line, "{\"%s\":\"%s\",\"path\":", kind, what);
    at += quote(line + at, path, length);
    line[at++] = '}';
    line[at++] = '\n';
    put(STDERR_FILENO, line, at);
    free(line);
}

int fail(int error, const char *path) {
    say_flush();
    problem("error", error_name(error), path);
    return FAILED;
}

void warn_of(const char *what, const char *path) {
    // A damaged tree may have millions of them; nobody reads more than a few.
    if (warnings++ < 1000) problem("warning", what, path);
}

void warn(int error, const char *path) { warn_of(error_name(error), path); }

void *must(void *memory) {
    if (!memory) {
        static const char line[] = "{\"error\":\"ENOMEM\",\"path\":\"\"}\n";
        put(STDERR_FILENO, line, sizeof line - 1);
        _exit(FAILED);
    }
    return memory;
}
