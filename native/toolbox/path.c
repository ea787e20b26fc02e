#include "toolbox.h"

#include <limits.h>

#define MOST_LINKS 40
#define DEEPEST 2048

int open_root(const char *path) { return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC); }

int open_place(const struct place *place, int flags) {
    return openat(place->folder, place->name, flags | O_NOFOLLOW | O_CLOEXEC);
}

static int digit(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    return -1;
}

int64_t decode_argument(char *text) {
    char *to = text;
    for (const char *at = text; *at; at++) {
        if (*at != '%') {
            *to++ = *at;
            continue;
        }
        int high = digit(at[1]), low = high < 0 ? -1 : digit(at[2]);
        if (low < 0 || (high == 0 && low == 0)) return -1;
        *to++ = (char)(high * 16 + low);
        at += 2;
    }
    *to = 0;
    return to - text;
}

// The folders from the root to where the walk is: `..` goes back to the one it came from, whatever is moved meanwhile.
struct walk {
    int folders[DEEPEST];
    int depth;
};

static void pop_to(struct walk *walk, int depth) {
    while (walk->depth > depth) close(walk->folders[walk->depth--]);
}

static int end_walk(struct walk *walk, int error) {
    pop_to(walk, -1);
    return error;
}

// What is left of the path now begins with what the link says.
static int follow_link(int link, char *left, const char *rest, bool *from_root) {
    char target[PATH_MAX];
    ssize_t length = readlinkat(link, "", target, sizeof target - 1);
    if (length < 0) return errno;
    size_t after = strlen(rest);
    if ((size_t)length + 1 + after >= PATH_MAX * 2) return ENAMETOOLONG;
    memmove(left + length + 1, rest, after + 1);
    memcpy(left, target, (size_t)length);
    left[length] = '/';
    *from_root = target[0] == '/';
    return 0;
}

int find_place(int root, const char *path, bool follow, struct place *place) {
    char left[PATH_MAX * 2];
    static struct walk walk;
    int links = 0;
    if (strlen(path) >= PATH_MAX) return ENAMETOOLONG;
    strcpy(left, path);
    walk.depth = 0;
    walk.folders[0] = openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (walk.folders[0] < 0) return errno;
    char *at = left;
    for (;;) {
        while (*at == '/') at++;
        char *end = strchrnul(at, '/');
        size_t length = (size_t)(end - at);
        if (length == 0 || (length == 1 && *at == '.')) {
            if (length == 0) break;
            at = end;
            continue;
        }
        if (length == 2 && at[0] == '.' && at[1] == '.') {
            if (walk.depth > 0) pop_to(&walk, walk.depth - 1);
            at = end;
            continue;
        }
        if (length > NAME_MAX) return end_walk(&walk, ENAMETOOLONG);
        memcpy(place->name, at, length);
        place->name[length] = 0;
        bool last = end[strspn(end, "/")] == 0;
        int top = walk.folders[walk.depth];
        if (last && !follow) {
            place->folder = dup(top);
            return end_walk(&walk, place->folder < 0 ? errno : 0);
        }
        int next = openat(top, place->name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
        if (next < 0 && !(last && errno == ENOENT)) return end_walk(&walk, errno);
        struct stat found;
        bool there = next >= 0 && fstat(next, &found) == 0;
        if (there && S_ISLNK(found.st_mode)) {
            bool from_root = false;
            int error = ++links > MOST_LINKS ? ELOOP : follow_link(next, left, end, &from_root);
            close(next);
            if (error) return end_walk(&walk, error);
            if (from_root) pop_to(&walk, 0);
            at = left;
            continue;
        }
        if (last) {
            if (next >= 0) close(next);
            place->folder = dup(top);
            return end_walk(&walk, place->folder < 0 ? errno : 0);
        }
        if (!there || !S_ISDIR(found.st_mode)) {
            if (next >= 0) close(next);
            return end_walk(&walk, ENOTDIR);
        }
        if (walk.depth + 1 >= DEEPEST) {
            close(next);
            return end_walk(&walk, ENAMETOOLONG);
        }
        walk.folders[++walk.depth] = next;
        at = end;
    }
    strcpy(place->name, ".");
    place->folder = dup(walk.folders[walk.depth]);
    return end_walk(&walk, place->folder < 0 ? errno : 0);
}
