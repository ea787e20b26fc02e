// A tar stream into a folder, and nowhere else: no link is ever followed, no name leads out.
#include "toolbox.h"

#include <limits.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>

#define PIECE (256 * 1024)
// musl comes without linux/fs.h.
#ifndef FICLONE
#define FICLONE _IOW(0x94, 9, int)
#endif
#define LONGEST_EXTENDED (16 * 1024 * 1024)

struct entry {
    char type;
    char *path, *target; // own memory
    int64_t size, uid, gid, mode, major, minor;
    struct timespec mtime;
    struct records xattrs; // as they came: PAX records
    bool sparse;
};

static struct late { // folders get their mode and times when all in them is there
    char *path;
    struct entry entry;
} *late;
static size_t late_count, late_room;

static char piece[PIECE];
static uint64_t entries, bytes, told;
static int source = -1; // a folder that has the contents, when the archive is of a process of our own and has none
static bool only_shared;
static uint64_t shared;

#define TELL_BYTES (8 * 1024 * 1024)

// A line now and then, for who waits.
static void tell(uint64_t more) {
    bytes += more;
    if (bytes - told < TELL_BYTES) return;
    told = bytes;
    say_text("{\"progress\":");
    say_number((int64_t)bytes);
    say_text("}\n");
    say_flush();
}

static void free_entry(struct entry *entry) {
    free(entry->path);
    free(entry->target);
    free(entry->xattrs.bytes);
    *entry = (struct entry){0};
}

// The path without what leads nowhere; NULL when it leads out.
static char *clean(const char *path) {
    char *to = must(malloc(strlen(path) + 2)), *at = to;
    while (*path) {
        path += strspn(path, "/");
        size_t length = strcspn(path, "/");
        if (length == 2 && path[0] == '.' && path[1] == '.') return free(to), NULL;
        if (length > 0 && !(length == 1 && path[0] == '.')) {
            if (at != to) *at++ = '/';
            memcpy(at, path, length);
            at += length;
        }
        path += length;
    }
    *at = 0;
    return to;
}

// The folder that the last name of a clean path is in, and that name. No link is followed; with `make`, what is not
// there is made. -1 and errno.
static int open_parent(int base, const char *path, bool make, const char **name) {
    int folder = dup(base);
    for (const char *slash; folder >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
        char part[NAME_MAX + 1];
        size_t length = (size_t)(slash - path);
        if (length > NAME_MAX) return close(folder), errno = ENAMETOOLONG, -1;
        memcpy(part, path, length);
        part[length] = 0;
        int next = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (next < 0 && errno == ENOENT && make && mkdirat(folder, part, 0755) == 0) {
            next = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        }
        int error = errno;
        close(folder);
        errno = error;
        folder = next;
    }
    *name = path;
    return folder;
}

static void set_meta(int file, const struct entry *entry, bool link) {
    char path[40];
    struct timespec times[] = {{.tv_nsec = UTIME_OMIT}, entry->mtime};
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    // The owner first: it takes set-user-id away.
    if (fchownat(file, "", (uid_t)entry->uid, (gid_t)entry->gid, AT_EMPTY_PATH) < 0) warn(errno, entry->path);
    if (!link && chmod(path, (mode_t)entry->mode & 07777) < 0) warn(errno, entry->path);
    for (char *at = entry->xattrs.bytes; at && at < entry->xattrs.bytes + entry->xattrs.length;) {
        size_t length = strtoul(at, NULL, 10);
        char *key = strchr(at, ' ') + 1, *equals = memchr(key, '=', length);
        *equals = 0;
        set_xattr(file, key + strlen("SCHILY.xattr."), equals + 1, (size_t)(at + length - 1 - (equals + 1)), entry->path);
        *equals = '=';
        at += length;
    }
    if (utimensat(AT_FDCWD, path, times, 0) < 0) warn(errno, entry->path);
}

static bool skip(int64_t size) {
    for (size_t length; size > 0; size -= (int64_t)length) {
        length = (size_t)(size < PIECE ? size : PIECE);
        if (!take(STDIN_FILENO, piece, length)) return false;
    }
    return true;
}

static int64_t padded(int64_t size) { return (size + BLOCK - 1) / BLOCK * BLOCK; }

static bool is_zero(const char *at, size_t length) { return length == 0 || (at[0] == 0 && memcmp(at, at + 1, length - 1) == 0); }

// Gives 0 or an errno; EPIPE when the archive broke off. Blocks of zeros are left out of the file.
static int copy_content(int file, int64_t size) {
    int64_t left = size;
    int error = 0;
    bool hole = false;
    while (left > 0) {
        size_t length = (size_t)(left < PIECE ? left : PIECE);
        if (!take(STDIN_FILENO, piece, length)) return EPIPE;
        left -= (int64_t)length;
        if (error) continue;
        if (is_zero(piece, length)) {
            hole = true;
            if (lseek(file, (off_t)length, SEEK_CUR) < 0) error = errno;
        } else if (!put(file, piece, length)) error = errno;
        tell(length);
    }
    if (hole && !error && ftruncate(file, size) < 0) error = errno;
    return skip(padded(size) - size) ? error : EPIPE;
}

// What can't be shared is copied, blocks of zeros left out. Gives 0 or an errno.
static int copy_from(int from, int file) {
    off_t size = 0;
    for (;;) {
        ssize_t got = read(from, piece, PIECE);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        if (got == 0) break;
        size += got;
        if (is_zero(piece, (size_t)got)) {
            if (lseek(file, got, SEEK_CUR) < 0) return errno;
        } else if (!put(file, piece, (size_t)got)) return errno;
        tell((uint64_t)got);
    }
    return ftruncate(file, size) < 0 ? errno : 0;
}

// The content of the same file of the source. Gives 0 or an errno.
static int share_content(int file, const struct entry *entry) {
    struct stat found;
    const char *name;
    char *path = clean(entry->path);
    int parent = path ? open_parent(source, path, false, &name) : -1;
    int from = parent < 0 ? -1 : openat(parent, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC), error = 0;
    if (from < 0 || fstat(from, &found) < 0) error = errno;
    else if (!S_ISREG(found.st_mode)) error = ESTALE;
    // Nothing to share, and the file system is not asked whether it can.
    else if (found.st_size == 0) error = 0;
    else if (ioctl(file, FICLONE, from) == 0) {
        shared += (uint64_t)found.st_size;
        tell((uint64_t)found.st_size);
    } else error = only_shared ? errno : copy_from(from, file);
    if (from >= 0) close(from);
    if (parent >= 0) close(parent);
    free(path);
    // It went while it was copied: as it was not there when its turn came, it is not in the copy.
    if (error == ENOENT || error == ESTALE) return warn(error, entry->path), ECANCELED;
    return error;
}

static int make_file(int folder, const char *name, const struct entry *entry) {
    if (unlinkat(folder, name, 0) < 0 && errno != ENOENT) {
        int error = errno;
        return skip(padded(entry->size)) ? error : EPIPE;
    }
    int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) {
        int error = errno;
        return skip(padded(entry->size)) ? error : EPIPE;
    }
    int error = source < 0 ? copy_content(file, entry->size) : share_content(file, entry);
    if (!error) set_meta(file, entry, false);
    close(file);
    // What is not whole is not there.
    if (error) unlinkat(folder, name, 0);
    return error == ECANCELED ? 0 : error;
}

static int make_folder_late(int folder, const char *name, struct entry *entry) {
    struct stat found;
    if (*name && mkdirat(folder, name, 0700) < 0) {
        if (errno != EEXIST) return errno;
        if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) < 0) return errno;
        if (!S_ISDIR(found.st_mode)) return ENOTDIR;
    }
    if (late_count == late_room) late = must(realloc(late, (late_room = late_room * 2 + 64) * sizeof *late));
    late[late_count++] = (struct late){entry->path, *entry};
    // It is the list's now.
    *entry = (struct entry){0};
    return 0;
}

static int make_link(int base, int folder, const char *name, const struct entry *entry) {
    const char *old_name;
    char *target = clean(entry->target);
    if (!target || !*target) return free(target), EXDEV;
    int old = open_parent(base, target, false, &old_name), error = old < 0 ? errno : 0;
    struct stat one, other;
    if (!error && fstatat(old, old_name, &one, AT_SYMLINK_NOFOLLOW) < 0) error = errno;
    bool same = !error && fstatat(folder, name, &other, AT_SYMLINK_NOFOLLOW) == 0 && one.st_ino == other.st_ino && one.st_dev == other.st_dev;
    if (!error && !same) {
        if (unlinkat(folder, name, 0) < 0 && errno != ENOENT) error = errno;
        else if (linkat(old, old_name, folder, name, 0) < 0) error = errno;
    }
    if (old >= 0) close(old);
    free(target);
    return error;
}

static int make_special(int folder, const char *name, const struct entry *entry) {
    int error = 0;
    if (unlinkat(folder, name, 0) < 0 && errno != ENOENT) return errno;
    if (entry->type == '2') error = symlinkat(entry->target, folder, name);
    else {
        mode_t type = entry->type == '3' ? S_IFCHR : entry->type == '4' ? S_IFBLK : S_IFIFO;
        dev_t device = type == S_IFIFO ? 0 : makedev((unsigned)entry->major, (unsigned)entry->minor);
        error = mknodat(folder, name, type | 0600, device);
    }
    if (error < 0) return errno;
    int file = openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) return errno;
    set_meta(file, entry, entry->type == '2');
    close(file);
    return 0;
}

// Gives 0 or an errno; EPIPE when the archive broke off.
static int unpack_entry(int base, struct entry *entry) {
    char *path = clean(entry->path);
    const char *name;
    bool content = entry->type == '0' || entry->type == '7';
    int64_t stored = padded(entry->size);
    if (!path || (!*path && entry->type != '5')) {
        warn_of("OUTSIDE", entry->path);
        free(path);
        return skip(stored) ? 0 : EPIPE;
    }
    free(entry->path);
    entry->path = path;
    if (entry->sparse || !strchr("01234567", entry->type)) {
        warn_of(entry->sparse ? "SPARSE" : "TYPE", entry->path);
        return skip(stored) ? 0 : EPIPE;
    }
    int folder = open_parent(base, path, true, &name);
    int error = folder < 0 ? errno : 0;
    if (error) {
        warn(error, entry->path);
        return skip(stored) ? 0 : EPIPE;
    }
    entries++;
    if (content) error = make_file(folder, name, entry);
    else if (!skip(stored)) error = EPIPE;
    else if (entry->type == '5') error = make_folder_late(folder, name, entry);
    else if (entry->type == '1') error = make_link(base, folder, name, entry);
    else error = make_special(folder, name, entry);
    close(folder);
    // A full disk does not get better with the next file.
    if (error == EPIPE || error == ENOSPC || error == EDQUOT || error == EROFS || (error && only_shared)) return error;
    if (error) warn(error, path);
    return 0;
}

static bool parse_time(const char *text, struct timespec *time) {
    char *end;
    bool negative = *text == '-';
    long long seconds = strtoll(text, &end, 10);
    long nanoseconds = 0;
    if (*end == '.') {
        end++;
        for (int i = 0; i < 9; i++) nanoseconds = nanoseconds * 10 + (*end >= '0' && *end <= '9' ? *end++ - '0' : 0);
        end += strspn(end, "0123456789");
    }
    if (negative && nanoseconds > 0) seconds--, nanoseconds = 1000000000 - nanoseconds;
    *time = (struct timespec){seconds, nanoseconds};
    return *end == 0;
}

// What PAX says of the next entry.
struct extended {
    char *path, *target;
    bool has_size, has_uid, has_gid, has_mtime, sparse;
    int64_t size, uid, gid;
    struct timespec mtime;
    struct records xattrs;
};

static void keep_text(char **place, const char *value) {
    free(*place);
    *place = must(strdup(value));
}

static bool read_records(char *text, size_t length, struct extended *to) {
    for (char *at = text, *end = text + length; at < end;) {
        char *after;
        size_t whole = strtoul(at, &after, 10);
        if (after == at || *after != ' ' || whole > (size_t)(end - at) || after + 1 >= at + whole || at[whole - 1] != '\n') return false;
        char *key = after + 1, *equals = memchr(key, '=', (size_t)(at + whole - key));
        if (!equals) return false;
        at[whole - 1] = 0;
        *equals = 0;
        char *value = equals + 1;
        if (strcmp(key, "path") == 0) keep_text(&to->path, value);
        else if (strcmp(key, "linkpath") == 0) keep_text(&to->target, value);
        else if (strcmp(key, "size") == 0) to->has_size = true, to->size = strtoll(value, NULL, 10);
        else if (strcmp(key, "uid") == 0) to->has_uid = true, to->uid = strtoll(value, NULL, 10);
        else if (strcmp(key, "gid") == 0) to->has_gid = true, to->gid = strtoll(value, NULL, 10);
        else if (strcmp(key, "mtime") == 0) to->has_mtime = parse_time(value, &to->mtime);
        else if (strncmp(key, "GNU.sparse.", 11) == 0) to->sparse = true;
        else if (strncmp(key, "SCHILY.xattr.", 13) == 0 && strlen(key) < 256) {
            add_record(&to->xattrs, key, value, (size_t)(at + whole - 1 - value));
        }
        at += whole;
    }
    return true;
}

static void forget(struct extended *extended) {
    free(extended->path);
    free(extended->target);
    free(extended->xattrs.bytes);
    *extended = (struct extended){0};
}

static char *read_extended(int64_t size) {
    if (size < 0 || size > LONGEST_EXTENDED) return NULL;
    char *text = must(malloc((size_t)padded(size) + 1));
    if (!take(STDIN_FILENO, text, (size_t)padded(size))) return free(text), NULL;
    text[size] = 0;
    return text;
}

static char *name_of(const struct header *header) {
    char name[sizeof header->prefix + sizeof header->name + 2];
    bool prefix = memcmp(header->magic, "ustar", 6) == 0 && header->prefix[0];
    if (prefix) snprintf(name, sizeof name, "%.155s/%.100s", header->prefix, header->name);
    else snprintf(name, sizeof name, "%.100s", header->name);
    return must(strdup(name));
}

static bool entry_of(const struct header *header, struct extended *extended, struct entry *entry) {
    char target[sizeof header->link + 1];
    int64_t checksum, mtime;
    snprintf(target, sizeof target, "%.100s", header->link);
    bool good = get_number(header->mode, 8, &entry->mode) && get_number(header->uid, 8, &entry->uid) &&
                get_number(header->gid, 8, &entry->gid) && get_number(header->size, 12, &entry->size) &&
                get_number(header->mtime, 12, &mtime) && get_number(header->checksum, 8, &checksum);
    if (!good || checksum != checksum_of(header)) return false;
    if (!get_number(header->major, 8, &entry->major)) entry->major = 0;
    if (!get_number(header->minor, 8, &entry->minor)) entry->minor = 0;
    entry->type = header->type ? header->type : '0';
    entry->mtime = extended->has_mtime ? extended->mtime : (struct timespec){mtime, 0};
    if (extended->has_size) entry->size = extended->size;
    if (extended->has_uid) entry->uid = extended->uid;
    if (extended->has_gid) entry->gid = extended->gid;
    // Only these have content; others may say a size all the same.
    if (strchr("123456", entry->type)) entry->size = 0;
    if (entry->size < 0 || entry->size > INT64_MAX - BLOCK) return false;
    entry->path = extended->path ? extended->path : name_of(header);
    entry->target = extended->target ? extended->target : must(strdup(target));
    entry->xattrs = extended->xattrs;
    entry->sparse = extended->sparse || entry->type == 'S';
    *extended = (struct extended){0};
    // Before there was a type for it, a folder was a file whose name ends so.
    size_t length = strlen(entry->path);
    if (entry->type == '0' && length > 0 && entry->path[length - 1] == '/') entry->type = '5';
    return true;
}

static int read_archive(int base) {
    struct header header;
    struct extended extended = {0};
    for (;;) {
        if (!take(STDIN_FILENO, &header, sizeof header)) return EPIPE;
        if (is_zero((char *)&header, sizeof header)) return 0;
        int64_t size;
        if (strchr("xgLK", header.type) && header.type) {
            if (!get_number(header.size, 12, &size)) return EBADMSG;
            char *text = read_extended(size);
            if (!text) return EBADMSG;
            bool good = true;
            if (header.type == 'x') good = read_records(text, (size_t)size, &extended);
            else if (header.type == 'L') keep_text(&extended.path, text);
            else if (header.type == 'K') keep_text(&extended.target, text);
            free(text);
            if (!good) return EBADMSG;
            continue;
        }
        struct entry entry = {0};
        if (!entry_of(&header, &extended, &entry)) return forget(&extended), EBADMSG;
        int error = unpack_entry(base, &entry);
        free_entry(&entry);
        if (error) return error;
    }
}

static void finish_folders(int base) {
    while (late_count > 0) {
        struct late *one = &late[--late_count];
        const char *name;
        int parent = open_parent(base, one->path, false, &name);
        int folder = parent < 0 ? -1 : openat(parent, *name ? name : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (folder >= 0) set_meta(folder, &one->entry, false), close(folder);
        else warn(errno, one->path);
        if (parent >= 0) close(parent);
        free_entry(&one->entry);
    }
}

int copy(int from, const char *path, int to, const char *to_path, bool nothing_else) {
    static char whole[] = ".";
    char *names[] = {whole};
    struct place place;
    int ends[2], error = find_place(from, path, true, &place);
    if (error) return fail(error, path);
    source = open_place(&place, O_RDONLY | O_DIRECTORY);
    if (source < 0) return fail(errno, path);
    only_shared = nothing_else;
    if (pipe2(ends, O_CLOEXEC) < 0) return fail(errno, path);
    fcntl(ends[1], F_SETPIPE_SZ, 1024 * 1024);
    pid_t packer = fork();
    if (packer < 0) return fail(errno, path);
    if (packer == 0) {
        dup2(ends[1], STDOUT_FILENO);
        bare = true;
        _exit(pack(from, path, names, 1));
    }
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ends[1]);
    int status, done = unpack(to, to_path);
    // It may still wait for a reader when this one gave up.
    close(STDIN_FILENO);
    if (waitpid(packer, &status, 0) < 0 || !WIFEXITED(status)) return FAILED;
    return done == DONE ? WEXITSTATUS(status) : done;
}

int unpack(int root, const char *path) {
    struct place place;
    int error = find_place(root, path, true, &place);
    if (error) return fail(error, path);
    int base = open_place(&place, O_RDONLY | O_DIRECTORY);
    if (base < 0) return fail(errno, path);
    umask(0);
    error = read_archive(base);
    finish_folders(base);
    // All of it is on the disk before it is said to be there.
    if (!error && syncfs(base) < 0) error = errno;
    say_text("{\"entries\":");
    say_number((int64_t)entries);
    say_text(",\"bytes\":");
    say_number((int64_t)bytes);
    say_text(",\"shared\":");
    say_number((int64_t)shared);
    say_text(",\"warnings\":");
    say_number((int64_t)warnings);
    say_text("}\n");
    if (error) {
        fail(error == EPIPE ? EBADMSG : error, path);
        if (source < 0) drain(UINT64_MAX);
        return FAILED;
    }
    return say_flush() ? DONE : FAILED;
}
