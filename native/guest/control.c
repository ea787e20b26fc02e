// The host's commands. What may take long runs in a process of its own; each is answered once, with its id.
#include "guest.h"

#include <linux/fs.h>
#include <linux/magic.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <time.h>

static void trim(const struct command *command) {
    struct fstrim_range range = {.len = UINT64_MAX};
    int folder = open(DATA, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = folder >= 0 && ioctl(folder, FITRIM, &range) == 0;
    struct line line;
    line_answer(&line, command->id, good ? NULL : strerror(errno));
    if (good) line_number(&line, "bytes", (int64_t)range.len);
    report(&line);
}

static void drop_caches(const struct command *command) {
    sync();
    bool good = write_file("/proc/sys/vm/drop_caches", "3");
    report_answer(command, good ? NULL : strerror(errno));
}

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

static void mount_share(const struct command *command) {
    unsigned long flags = MS_NODEV | MS_NOSUID | (command->readonly ? MS_RDONLY : 0);
    // mmap: programs that map files (databases, compilers) work; the host's changes are seen at each open.
    const char *options = strcmp(command->type, "virtiofs") == 0 ? NULL : "trans=virtio,version=9p2000.L,msize=524288,cache=mmap,access=client";
    bool good = make_folders(command->path) && mount(command->tag, command->path, command->type, flags, options) == 0;
    report_answer(command, good ? NULL : strerror(errno));
}

static void unmount_share(const struct command *command) {
    report_answer(command, umount2(command->path, UMOUNT_NOFOLLOW) == 0 ? NULL : strerror(errno));
}

// Only what lies on a share: the guest's own files are not the host's to touch.
static bool on_share(const char *path) {
    struct statfs type;
    return statfs(path, &type) == 0 && (type.f_type == V9FS_MAGIC || type.f_type == FUSE_SUPER_MAGIC);
}

// The host changed a file of a share, of which the guest's kernel knows nothing. Its time of change is set to what it is
// already: that alters nothing, and wakes all who watch the file or its folder. For one that is gone, its folder.
static void tell_changed(const struct command *command) {
    struct stat now;
    char path[PATH_BYTES];
    memcpy(path, command->path, sizeof path);
    if (lstat(path, &now) < 0 && errno == ENOENT) {
        char *last = strrchr(path, '/');
        last[last == path] = 0;
        if (lstat(path, &now) < 0) return report_answer(command, strerror(errno));
    }
    if (!on_share(path)) return report_answer(command, "not on a share");
    struct timespec times[] = {{.tv_nsec = UTIME_OMIT}, now.st_mtim};
    report_answer(command, utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) == 0 ? NULL : strerror(errno));
}

static void watch(const struct command *command) {
    struct pollfd wait = {.fd = inotify_init1(IN_CLOEXEC), .events = POLLIN};
    if (wait.fd < 0 || inotify_add_watch(wait.fd, command->path, IN_ALL_EVENTS & ~(IN_OPEN | IN_ACCESS | IN_CLOSE)) < 0)
        return report_answer(command, strerror(errno));
    report_answer(command, poll(&wait, 1, (int)command->seconds * 1000) > 0 ? NULL : "nothing was heard of it");
}

static void run(const struct command *command) {
    static void (*const works[VERBS])(const struct command *) = {
        [TRIM] = trim, [DROP_CACHES] = drop_caches, [MOUNT] = mount_share, [UNMOUNT] = unmount_share,
        [CHANGED] = tell_changed, [WATCH] = watch, [REPAIR] = repair_disk};
    if (command->verb == REPAIR && services[CONTAINERD].wanted) return report_answer(command, "the data disk is in use");
    if (works[command->verb]) {
        if (in_background(works[command->verb], command) < 0) report_answer(command, strerror(errno));
        return;
    }
    struct timespec time = {.tv_sec = command->seconds, .tv_nsec = command->nanos};
    bool sets_clock = command->verb == SET_TIME || command->verb == THAW;
    report_answer(command, sets_clock && clock_settime(CLOCK_REALTIME, &time) < 0 ? strerror(errno) : NULL);
    if (command->verb == HELLO || command->verb == THAW) check_health_now();
    if (command->verb == SHUTDOWN) begin_shutdown(command->seconds ? command->seconds : 60);
}

void handle_line(const char *text, size_t length) {
    struct command command;
    const char *wrong = parse_command(text, length, &command);
    if (wrong) report_answer(&command, wrong);
    else run(&command);
}

void report_health(bool ready) {
    static const char *const wanted[][2] = {{"MemTotal:", "memory_total"}, {"MemAvailable:", "memory_available"},
                                            {"MemFree:", "memory_free"}, {"Cached:", "memory_cached"}};
    struct line line;
    struct statvfs disk;
    char name[40];
    long long kib;
    line_event(&line, "health");
    line_flag(&line, "ready", ready);
    FILE *file = fopen("/proc/meminfo", "re");
    while (file && fscanf(file, "%39s %lld%*[^\n]", name, &kib) == 2) {
        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
            if (strcmp(name, wanted[i][0]) == 0) line_number(&line, wanted[i][1], kib * 1024);
        }
    }
    if (file) fclose(file);
    if (services[CONTAINERD].wanted && statvfs(DATA, &disk) == 0) {
        line_number(&line, "disk_total", (int64_t)disk.f_blocks * (int64_t)disk.f_frsize);
        line_number(&line, "disk_free", (int64_t)disk.f_bavail * (int64_t)disk.f_frsize);
    }
    for (int i = 0; i < SERVICES; i++) {
        snprintf(name, sizeof name, "%s_restarts", services[i].name);
        line_number(&line, name, services[i].restarts);
    }
    report(&line);
}
