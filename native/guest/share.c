// The host's folders: mounted, let go of, and what the host changes in them told to whoever watches them here. In one
// process beside PID 1, for a host that hangs must hang nobody else.
#include "guest.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/resource.h>

#define MOST_PINNED 8192

static int to_worker = -1;
static int pins[MOST_PINNED]; // of folders
static char *pinned[MOST_PINNED]; // their paths; NULL for a free place
static size_t next_pin;

static bool make_folders(const char *path) {
    char part[PATH_BYTES];
    for (const char *slash = strchr(path + 1, '/');; slash = strchr(slash + 1, '/')) {
        size_t length = slash ? (size_t)(slash - path) : strlen(path);
        memcpy(part, path, length);
        part[length] = 0;
        if (mkdir(part, 0755) < 0 && errno != EEXIST) return false;
        if (!slash) return true;
    }
}

static bool within(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == 0 || path[length] == '/');
}

static void let_go(size_t place) {
    if (pinned[place]) close(pins[place]);
    free(pinned[place]);
    pinned[place] = NULL;
}

static void unpin(const char *folder) {
    for (size_t i = 0; i < MOST_PINNED; i++) {
        if (pinned[i] && within(pinned[i], folder)) let_go(i);
    }
}

// 9p makes a new inode each time a path is looked up, so a watch would never hear of what is done by another look-up. As
// long as a folder is held open it stays the one it is, and who watches it hears of what is done in it.
static const char *pin(const char *folder) {
    for (size_t i = 0; i < MOST_PINNED; i++) {
        if (pinned[i] && strcmp(pinned[i], folder) == 0) return NULL;
    }
    int file = open(folder, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) return strerror(errno);
    char *path = strdup(folder);
    if (!path) return close(file), "no memory";
    size_t place = next_pin++ % MOST_PINNED;
    let_go(place);
    pins[place] = file;
    pinned[place] = path;
    return NULL;
}

static const char *mount_share(const struct command *command) {
    unsigned long flags = MS_NODEV | MS_NOSUID | (command->readonly ? MS_RDONLY : 0);
    // mmap: programs that map files (databases, compilers) work; the host's changes are seen at each open.
    const char *options = strcmp(command->type, "virtiofs") == 0 ? NULL : "trans=virtio,version=9p2000.L,msize=524288,cache=mmap,access=client";
    bool good = make_folders(command->path) && mount(command->tag, command->path, command->type, flags, options) == 0;
    return good ? NULL : strerror(errno);
}

static const char *unmount_share(const char *path) {
    unpin(path);
    return umount2(path, UMOUNT_NOFOLLOW) == 0 ? NULL : strerror(errno);
}

// Its time of change is set to what it is already: that alters nothing, and is heard by all who watch the file's folder.
// For one that is gone, its folder.
static const char *tell_changed(const char *path) {
    struct stat now, root;
    char folder[PATH_BYTES], file[PATH_BYTES];
    strcpy(file, path);
    strcpy(folder, path);
    *strrchr(folder, '/') = 0;
    if (lstat(file, &now) < 0 && errno == ENOENT) {
        unpin(file);
        strcpy(file, folder);
        if (!*file || lstat(file, &now) < 0) return strerror(errno);
    }
    // The guest's own files are not the host's to touch.
    if (stat("/", &root) < 0 || root.st_dev == now.st_dev) return "not on a share";
    if (S_ISDIR(now.st_mode)) pin(file);
    else pin(folder);
    struct timespec times[] = {{.tv_nsec = UTIME_OMIT}, now.st_mtim};
    return utimensat(AT_FDCWD, file, times, AT_SYMLINK_NOFOLLOW) == 0 ? NULL : strerror(errno);
}

static void serve(const struct command *first) {
    struct rlimit files = {.rlim_cur = MOST_PINNED + 64, .rlim_max = MOST_PINNED + 64};
    struct command command;
    int from = (int)first->id;
    setrlimit(RLIMIT_NOFILE, &files);
    while (read(from, &command, sizeof command) == sizeof command) {
        const char *why = command.verb == MOUNT     ? mount_share(&command)
                          : command.verb == UNMOUNT ? unmount_share(command.path)
                          : command.verb == PIN     ? pin(command.path)
                                                    : tell_changed(command.path);
        report_answer(&command, why);
    }
}

void share_command(const struct command *command) {
    int ends[2];
    if (to_worker < 0) {
        if (pipe2(ends, O_CLOEXEC) < 0) return report_answer(command, strerror(errno));
        struct command first = {.id = ends[0]};
        pid_t pid = in_background(serve, &first);
        close(ends[0]);
        fcntl(ends[1], F_SETFL, O_NONBLOCK);
        to_worker = ends[1];
        if (pid < 0) return report_answer(command, strerror(errno));
    }
    // Shorter than PIPE_BUF, so it goes as a whole or not at all.
    if (write(to_worker, command, sizeof *command) == sizeof *command) return;
    report_answer(command, errno == EAGAIN ? "there is too much to do" : strerror(errno));
    if (errno == EPIPE) close(to_worker), to_worker = -1;
}

void watch(const struct command *command) {
    struct pollfd wait = {.fd = inotify_init1(IN_CLOEXEC), .events = POLLIN};
    if (wait.fd < 0 || inotify_add_watch(wait.fd, command->path, IN_ALL_EVENTS & ~(IN_OPEN | IN_ACCESS | IN_CLOSE)) < 0)
        return report_answer(command, strerror(errno));
    report_answer(command, poll(&wait, 1, (int)command->seconds * 1000) > 0 ? NULL : "nothing was heard of it");
}
