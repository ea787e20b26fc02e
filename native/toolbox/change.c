#include "toolbox.h"

#include <sys/syscall.h>

#define NO_REPLACE 1 // RENAME_NOREPLACE

int make_folder(int root, const char *path) {
    struct place place;
    int error = find_place(root, path, false, &place);
    if (!error && mkdirat(place.folder, place.name, 0755) < 0) error = errno;
    // Its mode is not to hang on a mask that is ours; its owner is that of the folder around it, as a person expects.
    struct stat around;
    if (!error && fstat(place.folder, &around) < 0) error = errno;
    if (!error && fchownat(place.folder, place.name, around.st_uid, around.st_gid, AT_SYMLINK_NOFOLLOW) < 0) error = errno;
    return error ? fail(error, path) : DONE;
}

int rename_one(int root, const char *from, const char *to) {
    struct place old, new;
    struct stat found;
    int error = find_place(root, from, false, &old);
    if (error) return fail(error, from);
    error = find_place(root, to, false, &new);
    if (error) return fail(error, to);
    if (strcmp(old.name, ".") == 0) return fail(EBUSY, from);
    if (syscall(SYS_renameat2, old.folder, old.name, new.folder, new.name, NO_REPLACE) == 0) return DONE;
    if (errno != EINVAL && errno != ENOSYS) return fail(errno, errno == EEXIST ? to : from);
    // A file system or kernel without it.
    if (fstatat(new.folder, new.name, &found, AT_SYMLINK_NOFOLLOW) == 0) return fail(EEXIST, to);
    if (renameat(old.folder, old.name, new.folder, new.name) < 0) return fail(errno, from);
    return DONE;
}

static int remove_inside(int folder, dev_t device) {
    struct names names;
    int first = 0, error = read_names(dup(folder), &names);
    if (error) return error;
    for (size_t i = 0; i < names.count; i++) {
        struct stat found;
        if (fstatat(folder, names.each[i], &found, AT_SYMLINK_NOFOLLOW) < 0) continue;
        // What is mounted there is another's.
        error = found.st_dev != device ? EBUSY : remove_at(folder, names.each[i]);
        if (error && error != ENOENT) {
            warn(error, names.each[i]);
            if (!first) first = error;
        }
    }
    free_names(&names);
    return first;
}

int remove_at(int folder, const char *name) {
    struct stat found;
    if (unlinkat(folder, name, 0) == 0) return 0;
    if (errno != EISDIR && errno != EPERM) return errno;
    int inside = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inside < 0) return errno == ENOTDIR ? EPERM : errno;
    int error = fstat(inside, &found) < 0 ? errno : remove_inside(inside, found.st_dev);
    close(inside);
    if (error) return error;
    return unlinkat(folder, name, AT_REMOVEDIR) < 0 ? errno : 0;
}

int remove_all(int root, char **paths, int count) {
    for (int i = 0; i < count; i++) {
        struct place place;
        int error = find_place(root, paths[i], false, &place);
        if (error) return fail(error, paths[i]);
        if (strcmp(place.name, ".") == 0) return fail(EBUSY, paths[i]);
        error = remove_at(place.folder, place.name);
        close(place.folder);
        if (error) return fail(error, paths[i]);
    }
    return DONE;
}

int empty(int root, const char *path) {
    struct place place;
    struct stat found;
    int error = find_place(root, path, true, &place);
    if (error) return fail(error, path);
    int folder = open_place(&place, O_RDONLY | O_DIRECTORY);
    if (folder < 0 || fstat(folder, &found) < 0) return fail(errno, path);
    error = remove_inside(folder, found.st_dev);
    return error ? fail(error, path) : DONE;
}
