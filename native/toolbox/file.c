#include "toolbox.h"

#define PIECE (256 * 1024)

int read_file(int root, const char *path, const char *most) {
    struct place place;
    struct stat found;
    char *end;
    int64_t left = most ? strtoll(most, &end, 10) : INT64_MAX;
    int error = find_place(root, path, true, &place);
    if (error) return fail(error, path);
    // A pipe that nobody writes to must not hold us.
    int file = open_place(&place, O_RDONLY | O_NONBLOCK);
    if (file < 0) return fail(errno, path);
    if (fstat(file, &found) < 0) return fail(errno, path);
    if (S_ISDIR(found.st_mode)) return fail(EISDIR, path);
    if (!S_ISREG(found.st_mode)) return fail(EINVAL, path);
    char *piece = must(malloc(PIECE));
    while (left > 0) {
        ssize_t got = read(file, piece, (size_t)(left < PIECE ? left : PIECE));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(errno, path);
        if (got == 0) break;
        if (!put(STDOUT_FILENO, piece, (size_t)got)) return FAILED;
        left -= got;
    }
    return DONE;
}

// `expected` is what the file was when it was read: "size:seconds.nanoseconds", "none" where there was none, or "any".
static bool is_expected(const struct place *place, const char *expected, struct stat *found, bool *there) {
    char text[80];
    *there = fstatat(place->folder, place->name, found, AT_SYMLINK_NOFOLLOW) == 0;
    if (strcmp(expected, "any") == 0) return true;
    if (!*there) return strcmp(expected, "none") == 0;
    snprintf(text, sizeof text, "%lld:%lld.%09ld", (long long)found->st_size, (long long)found->st_mtim.tv_sec,
             found->st_mtim.tv_nsec);
    return strcmp(expected, text) == 0;
}

static int copy_in(int file, int64_t all, int64_t *rest) {
    int64_t left = all;
    char *piece = must(malloc(PIECE));
    int error = 0;
    while (left > 0 && !error) {
        size_t length = (size_t)(left < PIECE ? left : PIECE);
        if (!take(STDIN_FILENO, piece, length)) error = EPIPE;
        else if (!put(file, piece, length)) error = errno;
        left -= (int64_t)length;
        *rest = left;
    }
    if (!error && fsync(file) < 0) error = errno;
    free(piece);
    return error;
}

// Where a rename is no way: a file with several names would lose its others, one that is mounted can't be replaced.
static int write_over(const struct place *place, int source) {
    char *piece = must(malloc(PIECE));
    int file = open_place(place, O_WRONLY | O_NONBLOCK), error = 0;
    ssize_t got = 0;
    if (file < 0) return errno;
    if (lseek(source, 0, SEEK_SET) < 0) return errno;
    off_t length = 0;
    while (!error && (got = read(source, piece, PIECE)) > 0) {
        if (!put(file, piece, (size_t)got)) error = errno;
        length += got;
    }
    if (got < 0) error = errno;
    if (!error && ftruncate(file, length) < 0) error = errno;
    if (!error && fsync(file) < 0) error = errno;
    free(piece);
    return error;
}

static int write_place(int root, const char *path, int64_t length, const char *expected, int64_t *left) {
    struct place place;
    struct stat before;
    bool there;
    char aside[64];
    int error = find_place(root, path, true, &place);
    if (error) return fail(error, path);
    if (!is_expected(&place, expected, &before, &there)) return fail(there ? ESTALE : ENOENT, path);
    if (there && !S_ISREG(before.st_mode)) return fail(S_ISDIR(before.st_mode) ? EISDIR : EINVAL, path);
    snprintf(aside, sizeof aside, ".slipway-%d-%lld.part", (int)getpid(), (long long)now_ms());
    int file = openat(place.folder, aside, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) return fail(errno, path);
    error = copy_in(file, length, left);
    if (!error && there) {
        int old = open_place(&place, O_RDONLY | O_NONBLOCK);
        if (fchown(file, before.st_uid, before.st_gid) < 0 || fchmod(file, before.st_mode & 07777) < 0) error = errno;
        if (old >= 0) copy_xattrs(old, file, path), close(old);
    } else if (!error) {
        // A new one is its folder's owner's, as a person expects.
        struct stat around;
        if (fstat(place.folder, &around) < 0 || fchown(file, around.st_uid, around.st_gid) < 0 || fchmod(file, 0644) < 0) error = errno;
    }
    struct stat now;
    bool still;
    if (!error && (!is_expected(&place, expected, &now, &still) || still != there)) error = ESTALE;
    if (!error) {
        bool over = there && before.st_nlink > 1;
        if (!over && there && renameat(place.folder, aside, place.folder, place.name) < 0) {
            if (errno == EBUSY || errno == EXDEV) over = true;
            else error = errno;
        }
        // Without replacing: one that came meanwhile stays.
        if (!there && linkat(place.folder, aside, place.folder, place.name, 0) < 0) error = errno == EEXIST ? ESTALE : errno;
        if (over && !error) error = write_over(&place, file);
        if (over || !there || error) unlinkat(place.folder, aside, 0);
    } else unlinkat(place.folder, aside, 0);
    if (error) return fail(error, path);
    int folder = openat(place.folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) fsync(folder), close(folder);
    return say_place(&place, path);
}

int write_file(int root, const char *path, const char *size, const char *expected) {
    char *end;
    int64_t length = strtoll(size, &end, 10), left = length;
    if (length < 0 || *end) return MISUSED;
    int done = write_place(root, path, length, expected, &left);
    if (left > 0) drain((uint64_t)left);
    return done;
}
