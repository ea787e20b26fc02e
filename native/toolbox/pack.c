// A folder as a tar stream of PAX, which GNU tar, bsdtar, Go and Python all read.
#include "toolbox.h"

#include <limits.h>
#include <sys/sysmacros.h>

#define PIECE (256 * 1024)
#define MOST_OCTAL_SIZE 077777777777LL
#define MOST_OCTAL_ID 07777777

static char piece[PIECE];
bool bare; // no contents: who reads it takes them from the files themselves

static struct linked { // the first name of a content that has several
    dev_t device;
    ino_t inode;
    char *path;
} *linked;
static size_t linked_count, linked_room; // a power of two

static struct linked *find_linked(dev_t device, ino_t inode) {
    size_t at = (inode * 31 + device) & (linked_room - 1);
    while (linked[at].path && (linked[at].inode != inode || linked[at].device != device)) at = (at + 1) & (linked_room - 1);
    return &linked[at];
}

static const char *first_name(const struct stat *found, const char *path) {
    if (linked_count * 2 >= linked_room) {
        struct linked *old = linked;
        size_t before = linked_room;
        linked_room = before ? before * 2 : 256;
        linked = must(calloc(linked_room, sizeof *linked));
        for (size_t i = 0; i < before; i++) {
            if (old[i].path) *find_linked(old[i].device, old[i].inode) = old[i];
        }
        free(old);
    }
    struct linked *place = find_linked(found->st_dev, found->st_ino);
    if (place->path) return place->path;
    *place = (struct linked){found->st_dev, found->st_ino, must(strdup(path))};
    linked_count++;
    return NULL;
}

static void put_text(char *field, size_t width, const char *text) {
    size_t length = strlen(text);
    memcpy(field, text, length < width ? length : width);
}

static void pad(uint64_t size) {
    static const char zeros[BLOCK];
    if (size % BLOCK) say_bytes(zeros, BLOCK - size % BLOCK);
}

static void put_header(struct header *header) {
    memcpy(header->magic, "ustar", 6);
    memcpy(header->version, "00", 2);
    snprintf(header->checksum, sizeof header->checksum, "%06o", checksum_of(header));
    header->checksum[7] = ' ';
    say_bytes(header, sizeof *header);
}

static void put_records(const struct records *records) {
    struct header header = {.type = 'x'};
    if (records->length == 0) return;
    put_text(header.name, sizeof header.name, "./PaxHeaders/x");
    put_octal(header.mode, sizeof header.mode, 0644);
    put_octal(header.uid, sizeof header.uid, 0);
    put_octal(header.gid, sizeof header.gid, 0);
    put_octal(header.size, sizeof header.size, records->length);
    put_octal(header.mtime, sizeof header.mtime, 0);
    put_header(&header);
    say_bytes(records->bytes, records->length);
    pad(records->length);
}

static void record_number(struct records *records, const char *key, int64_t value) {
    char text[24];
    add_record(records, key, text, (size_t)snprintf(text, sizeof text, "%lld", (long long)value));
}

static void record_name(struct records *records, const char *key, const char *name, size_t width) {
    size_t length = strlen(name);
    bool text = is_utf8(name, length);
    // Plain bytes in the header are all that every tar keeps as they are.
    if (length <= width && (is_ascii(name, length) || !text)) return;
    if (!text) add_record(records, "hdrcharset", "BINARY", 6);
    add_record(records, key, name, length);
}

// mtime as PAX has it: below zero, the fraction counts down, too.
static void record_time(struct records *records, struct timespec time) {
    char text[48];
    long long seconds = time.tv_sec;
    long nanoseconds = time.tv_nsec;
    if (nanoseconds == 0 && seconds >= 0 && seconds <= MOST_OCTAL_SIZE) return;
    bool negative = seconds < 0;
    if (negative && nanoseconds > 0) seconds++, nanoseconds = 1000000000 - nanoseconds;
    int length = snprintf(text, sizeof text, "%s%lld.%09ld", negative ? "-" : "", negative ? -seconds : seconds, nanoseconds);
    add_record(records, "mtime", text, (size_t)length);
}

static void put_content(int file, int64_t size, const char *path) {
    int64_t left = size;
    while (left > 0) {
        size_t wanted = (size_t)(left < PIECE ? left : PIECE);
        ssize_t got = read(file, piece, wanted);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        say_bytes(piece, (size_t)got);
        left -= got;
    }
    if (left > 0) {
        // It was cut short or can't be read: its place in the archive is as long as was said before.
        warn_of("SHORTENED", path);
        memset(piece, 0, sizeof piece);
        while (left > 0) {
            size_t length = (size_t)(left < PIECE ? left : PIECE);
            say_bytes(piece, length);
            left -= (int64_t)length;
        }
    }
    pad((uint64_t)size);
}

static void pack_at(int folder, const char *name, const char *path);

static void pack_inside(int folder, const char *path) {
    struct names names;
    int error = read_names(dup(folder), &names);
    if (error) return warn(error, path);
    for (size_t i = 0; i < names.count && say_flush(); i++) {
        char *inside = must(malloc(strlen(path) + strlen(names.each[i]) + 2));
        sprintf(inside, "%s/%s", path, names.each[i]);
        pack_at(folder, names.each[i], inside);
        free(inside);
    }
    free_names(&names);
}

static char type_of(mode_t mode) {
    switch (mode & S_IFMT) {
    case S_IFREG: return '0';
    case S_IFLNK: return '2';
    case S_IFCHR: return '3';
    case S_IFBLK: return '4';
    case S_IFDIR: return '5';
    case S_IFIFO: return '6';
    default: return 0;
    }
}

// An open file for what can be read, else one that only stands for the place.
static int open_entry(int folder, const char *name, struct stat *found) {
    if (fstatat(folder, name, found, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) < 0) return -1;
    bool content = S_ISREG(found->st_mode) || S_ISDIR(found->st_mode);
    int file = openat(folder, name, (content ? O_RDONLY | O_NONBLOCK : O_PATH) | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) return -1;
    if (fstat(file, found) == 0) return file;
    close(file);
    return -1;
}

static void pack_at(int folder, const char *name, const char *path) {
    struct header header = {0};
    struct records records = {0};
    struct stat found;
    char target[PATH_MAX + 1] = "";
    int file = open_entry(folder, name, &found);
    if (file < 0) return warn(errno, path);
    header.type = type_of(found.st_mode);
    if (!header.type) {
        close(file);
        return warn_of("SOCKET", path);
    }
    char *whole = must(malloc(strlen(path) + 2));
    sprintf(whole, S_ISDIR(found.st_mode) ? "%s/" : "%s", path);
    const char *first = found.st_nlink > 1 && !S_ISDIR(found.st_mode) ? first_name(&found, whole) : NULL;
    int64_t size = S_ISREG(found.st_mode) && !first && !bare ? found.st_size : 0;
    if (first) {
        header.type = '1';
        record_name(&records, "linkpath", first, sizeof header.link);
        put_text(header.link, sizeof header.link, first);
    } else if (S_ISLNK(found.st_mode)) {
        ssize_t length = readlinkat(file, "", target, PATH_MAX);
        target[length > 0 ? length : 0] = 0;
        record_name(&records, "linkpath", target, sizeof header.link);
        put_text(header.link, sizeof header.link, target);
    }
    record_name(&records, "path", whole, sizeof header.name);
    put_text(header.name, sizeof header.name, whole);
    if (size > MOST_OCTAL_SIZE) record_number(&records, "size", size);
    if (found.st_uid > MOST_OCTAL_ID) record_number(&records, "uid", found.st_uid);
    if (found.st_gid > MOST_OCTAL_ID) record_number(&records, "gid", found.st_gid);
    record_time(&records, found.st_mtim);
    if (!first) records_of_xattrs(&records, file, path);
    put_octal(header.mode, sizeof header.mode, found.st_mode & 07777);
    put_octal(header.uid, sizeof header.uid, found.st_uid);
    put_octal(header.gid, sizeof header.gid, found.st_gid);
    put_octal(header.size, sizeof header.size, (uint64_t)size);
    put_octal(header.mtime, sizeof header.mtime, found.st_mtim.tv_sec < 0 ? 0 : (uint64_t)found.st_mtim.tv_sec);
    bool device = header.type == '3' || header.type == '4';
    put_octal(header.major, sizeof header.major, device ? major(found.st_rdev) : 0);
    put_octal(header.minor, sizeof header.minor, device ? minor(found.st_rdev) : 0);
    put_records(&records);
    put_header(&header);
    free(records.bytes);
    if (size > 0) put_content(file, size, path);
    if (S_ISDIR(found.st_mode)) pack_inside(file, path);
    close(file);
    free(whole);
}

int pack(int root, const char *path, char **names, int count) {
    static const char end[BLOCK * 2];
    struct place place;
    int error = find_place(root, path, true, &place);
    if (error) return fail(error, path);
    int folder = open_place(&place, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
    if (folder < 0) return fail(errno, path);
    for (int i = 0; i < count; i++) {
        struct stat found;
        if (strchr(names[i], '/') || strcmp(names[i], "..") == 0) return MISUSED;
        if (fstatat(folder, names[i], &found, AT_SYMLINK_NOFOLLOW) < 0) return fail(errno, names[i]);
        pack_at(folder, names[i], names[i]);
    }
    say_bytes(end, sizeof end);
    return say_flush() ? DONE : FAILED;
}
