#include "toolbox.h"

#include <sys/xattr.h>

#define MOST_NAMES 65536
#define LONGEST_VALUE 65536
static const char PREFIX[] = "SCHILY.xattr.";

// What a kernel keeps for itself, or sets anew by its own rules.
static bool is_ours(const char *name) {
    return strncmp(name, "trusted.overlay.", 16) != 0 && strncmp(name, "user.overlay.", 13) != 0 &&
           strcmp(name, "security.selinux") != 0 && strcmp(name, "security.ima") != 0 && strcmp(name, "security.evm") != 0;
}

// By way of /proc, since an O_PATH descriptor has none of these calls; that is how links and devices have them, too.
static void path_of(char *path, size_t room, int file) { snprintf(path, room, "/proc/self/fd/%d", file); }

static void each_xattr(int file, void (*take_one)(void *, const char *, const char *, size_t), void *with, const char *path) {
    static char names[MOST_NAMES], value[LONGEST_VALUE];
    char at_file[40];
    path_of(at_file, sizeof at_file, file);
    ssize_t length = listxattr(at_file, names, sizeof names);
    if (length < 0 && errno != ENOTSUP && errno != EPERM && errno != ENOENT && errno != EACCES) warn(errno, path);
    for (ssize_t at = 0; at < length; at += (ssize_t)strlen(names + at) + 1) {
        if (!is_ours(names + at)) continue;
        ssize_t size = getxattr(at_file, names + at, value, sizeof value);
        if (size >= 0) take_one(with, names + at, value, (size_t)size);
        else if (errno != ENODATA) warn(errno, path);
    }
}

static void as_record(void *with, const char *name, const char *value, size_t length) {
    char key[sizeof PREFIX + 256];
    snprintf(key, sizeof key, "%s%s", PREFIX, name);
    add_record(with, key, value, length);
}

void records_of_xattrs(struct records *records, int file, const char *path) { each_xattr(file, as_record, records, path); }

void set_xattr(int file, const char *name, const char *value, size_t length, const char *path) {
    char at_file[40];
    if (!is_ours(name)) return;
    path_of(at_file, sizeof at_file, file);
    if (setxattr(at_file, name, value, length, 0) < 0) {
        char what[320];
        snprintf(what, sizeof what, "XATTR_%s", error_name(errno));
        warn_of(what, path);
    }
}

struct target {
    int file;
    const char *path;
};

static void onto(void *with, const char *name, const char *value, size_t length) {
    struct target *target = with;
    set_xattr(target->file, name, value, length, target->path);
}

void copy_xattrs(int from, int to, const char *path) {
    struct target target = {to, path};
    each_xattr(from, onto, &target, path);
}
