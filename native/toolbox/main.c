#include "toolbox.h"

#include <signal.h>
#include <sys/resource.h>

static int misused(void) {
    static const char text[] = "toolbox list|stat|read|write|mkdir|rename|remove|empty|measure|pack|unpack ROOT PATH…, "
                               "toolbox copy|share ROOT PATH ROOT PATH, toolbox connect HOST PORT MS, toolbox hold\n";
    put(STDERR_FILENO, text, sizeof text - 1);
    return MISUSED;
}

// Every path is percent-encoded, so that a name may have any byte.
static int in_tree(const char *verb, int count, char **args) {
    int root = open_root(args[0]);
    if (root < 0) return fail(errno, args[0]);
    int literals = strcmp(verb, "write") == 0 ? 2 : strcmp(verb, "read") == 0 && count > 2 ? 1 : 0;
    for (int i = 1; i < count - literals; i++) {
        if (decode_argument(args[i]) < 0) return misused();
    }
    if (strcmp(verb, "list") == 0 && count == 2) return list(root, args[1]);
    if (strcmp(verb, "stat") == 0 && count == 2) return stat_one(root, args[1]);
    if (strcmp(verb, "read") == 0 && count <= 3) return read_file(root, args[1], count > 2 ? args[2] : NULL);
    if (strcmp(verb, "write") == 0 && count == 4) return write_file(root, args[1], args[2], args[3]);
    if (strcmp(verb, "mkdir") == 0 && count == 2) return make_folder(root, args[1]);
    if (strcmp(verb, "rename") == 0 && count == 3) return rename_one(root, args[1], args[2]);
    if (strcmp(verb, "remove") == 0) return remove_all(root, args + 1, count - 1);
    if (strcmp(verb, "empty") == 0 && count == 2) return empty(root, args[1]);
    if (strcmp(verb, "measure") == 0) return measure(root, args + 1, count - 1);
    if (strcmp(verb, "pack") == 0 && count > 2) return pack(root, args[1], args + 2, count - 2);
    if (strcmp(verb, "unpack") == 0 && count == 2) return unpack(root, args[1]);
    return misused();
}

static int copy_between(char **args, bool only_shared) {
    int from = open_root(args[0]);
    if (from < 0) return fail(errno, args[0]);
    int to = open_root(args[2]);
    if (to < 0) return fail(errno, args[2]);
    if (decode_argument(args[1]) < 0 || decode_argument(args[3]) < 0) return misused();
    return copy(from, args[1], to, args[3], only_shared);
}

int main(int count, char **args) {
    struct rlimit files;
    signal(SIGPIPE, SIG_IGN);
    umask(0);
    // A folder stays open while what is in it is looked at: as many as trees are deep.
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    if (count == 2 && strcmp(args[1], "hold") == 0) return hold();
    if (count == 5 && strcmp(args[1], "connect") == 0) return connect_to(args[2], args[3], args[4]);
    if (count == 6 && strcmp(args[1], "copy") == 0) return copy_between(args + 2, false);
    if (count == 6 && strcmp(args[1], "share") == 0) return copy_between(args + 2, true);
    if (count >= 4) return in_tree(args[1], count - 2, args + 2);
    return misused();
}
