#include "toolbox.h"

#include <limits.h>
#include <sys/sysmacros.h>

static const char *type_of(mode_t mode) {
    switch (mode & S_IFMT) {
    case S_IFREG: return "file";
    case S_IFDIR: return "folder";
    case S_IFLNK: return "link";
    case S_IFIFO: return "pipe";
    case S_IFSOCK: return "socket";
    default: return "device";
    }
}

static void say_field(const char *name, int64_t value) {
    say_text(",\"");
    say_text(name);
    say_text("\":");
    say_number(value);
}

// `leads` is what a link leads to, in the end.
static void say_entry(int folder, const char *name, const struct stat *found, const char *leads) {
    char text[64];
    say_text("{\"name\":");
    say_string(name, strlen(name));
    say_text(",\"type\":\"");
    say_text(type_of(found->st_mode));
    say_text("\"");
    say_field("size", found->st_size);
    say_field("mode", found->st_mode & 07777);
    say_field("uid", found->st_uid);
    say_field("gid", found->st_gid);
    say_field("links", (int64_t)found->st_nlink);
    snprintf(text, sizeof text, ",\"mtime\":\"%lld.%09ld\"", (long long)found->st_mtim.tv_sec, found->st_mtim.tv_nsec);
    say_text(text);
    if (S_ISLNK(found->st_mode)) {
        char target[PATH_MAX];
        ssize_t length = readlinkat(folder, name, target, sizeof target);
        if (length >= 0) say_text(",\"target\":"), say_string(target, (size_t)length);
        if (leads) say_text(",\"leads\":\""), say_text(leads), say_text("\"");
    }
    if (S_ISCHR(found->st_mode) || S_ISBLK(found->st_mode)) {
        snprintf(text, sizeof text, ",\"device\":\"%c %u:%u\"", S_ISCHR(found->st_mode) ? 'c' : 'b', major(found->st_rdev),
                 minor(found->st_rdev));
        say_text(text);
    }
    say_text("}\n");
}

// What the link `name` in the folder at `path` leads to; NULL when to nothing.
static const char *leads_to(int root, const char *path, const char *name) {
    char whole[PATH_MAX];
    struct place place;
    struct stat found;
    if ((size_t)snprintf(whole, sizeof whole, "%s/%s", path, name) >= sizeof whole) return NULL;
    if (find_place(root, whole, true, &place) != 0) return NULL;
    bool there = fstatat(place.folder, place.name, &found, AT_SYMLINK_NOFOLLOW) == 0;
    close(place.folder);
    return there ? type_of(found.st_mode) : NULL;
}

static int by_name(const void *one, const void *other) { return strcmp(*(char *const *)one, *(char *const *)other); }

int read_names(int folder, struct names *names) {
    DIR *open_folder = fdopendir(folder);
    size_t length = 0, room = 0;
    *names = (struct names){0};
    if (!open_folder) return close(folder), errno;
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(open_folder);
        if (!entry) break;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        size_t size = strlen(entry->d_name) + 1;
        if (length + size > room) names->bytes = must(realloc(names->bytes, room = (room + size) * 2));
        memcpy(names->bytes + length, entry->d_name, size);
        length += size;
        names->count++;
    }
    int error = errno;
    closedir(open_folder);
    if (error) return free_names(names), error;
    names->each = must(malloc((names->count + 1) * sizeof(char *)));
    char *at = names->bytes;
    for (size_t i = 0; i < names->count; i++, at += strlen(at) + 1) names->each[i] = at;
    if (names->count) qsort(names->each, names->count, sizeof(char *), by_name);
    return 0;
}

void free_names(struct names *names) {
    free(names->bytes);
    free(names->each);
    *names = (struct names){0};
}

int list(int root, const char *path) {
    struct place place;
    struct names names;
    int error = find_place(root, path, true, &place);
    if (error) return fail(error, path);
    int folder = open_place(&place, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
    if (folder < 0) return fail(errno, path);
    error = read_names(dup(folder), &names);
    if (error) return fail(error, path);
    for (size_t i = 0; i < names.count; i++) {
        struct stat found;
        // What went meanwhile is not there.
        if (fstatat(folder, names.each[i], &found, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) < 0) continue;
        const char *leads = S_ISLNK(found.st_mode) ? leads_to(root, path, names.each[i]) : NULL;
        say_entry(folder, names.each[i], &found, leads);
    }
    return say_flush() ? DONE : FAILED;
}

int say_place(const struct place *place, const char *path) {
    struct stat found;
    if (fstatat(place->folder, place->name, &found, AT_SYMLINK_NOFOLLOW) < 0) return fail(errno, path);
    say_entry(place->folder, place->name, &found, NULL);
    return say_flush() ? DONE : FAILED;
}

int stat_one(int root, const char *path) {
    struct place place;
    struct stat found;
    int error = find_place(root, path, false, &place);
    if (error) return fail(error, path);
    if (fstatat(place.folder, place.name, &found, AT_SYMLINK_NOFOLLOW) < 0) return fail(errno, path);
    say_entry(place.folder, place.name, &found, S_ISLNK(found.st_mode) ? leads_to(root, path, "") : NULL);
    return say_flush() ? DONE : FAILED;
}

struct total {
    uint64_t bytes, entries;
    struct seen { // contents with several names count once
        dev_t device;
        ino_t inode;
    } *seen;
    size_t count, room; // `room` is a power of two
};

static bool seen_before(struct total *total, const struct stat *found) {
    if (total->count * 2 >= total->room) {
        struct seen *old = total->seen;
        size_t before = total->room;
        total->room = before ? before * 2 : 256;
        total->seen = must(calloc(total->room, sizeof *total->seen));
        for (size_t i = 0; i < before; i++) {
            if (!old[i].inode) continue;
            size_t at = (old[i].inode * 31 + old[i].device) & (total->room - 1);
            while (total->seen[at].inode) at = (at + 1) & (total->room - 1);
            total->seen[at] = old[i];
        }
        free(old);
    }
    size_t at = (found->st_ino * 31 + found->st_dev) & (total->room - 1);
    for (; total->seen[at].inode; at = (at + 1) & (total->room - 1)) {
        if (total->seen[at].inode == found->st_ino && total->seen[at].device == found->st_dev) return true;
    }
    total->seen[at] = (struct seen){found->st_dev, found->st_ino};
    total->count++;
    return false;
}

static void measure_at(int folder, const char *name, struct total *total) {
    struct stat found;
    struct names names;
    if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) < 0) return;
    total->entries++;
    if (!S_ISDIR(found.st_mode)) {
        if (found.st_nlink < 2 || !seen_before(total, &found)) total->bytes += (uint64_t)found.st_size;
        return;
    }
    int inside = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inside < 0) return warn(errno, name);
    int error = read_names(dup(inside), &names);
    if (error) warn(error, name);
    else {
        for (size_t i = 0; i < names.count; i++) measure_at(inside, names.each[i], total);
        free_names(&names);
    }
    close(inside);
}

int measure(int root, char **paths, int count) {
    struct total total = {0};
    for (int i = 0; i < count; i++) {
        struct place place;
        struct stat found;
        int error = find_place(root, paths[i], false, &place);
        if (!error && fstatat(place.folder, place.name, &found, AT_SYMLINK_NOFOLLOW) < 0) error = errno;
        if (error) return fail(error, paths[i]);
        measure_at(place.folder, place.name, &total);
        close(place.folder);
    }
    say_text("{\"bytes\":");
    say_number((int64_t)total.bytes);
    say_field("entries", (int64_t)total.entries);
    say_field("warnings", (int64_t)warnings);
    say_text("}\n");
    return say_flush() ? DONE : FAILED;
}
