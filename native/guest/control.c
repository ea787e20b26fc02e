// The host's commands. What may take long runs in a process of its own; each is answered once, with its id.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "guest.h"

static void answer(const struct command *command, const char *why, const char *key, int64_t value) {
    struct line line;
    line_begin(&line);
    line_number(&line, "re", command->id);
    line_flag(&line, "ok", why == NULL);
    if (why) line_text(&line, "why", why);
    else if (key) line_number(&line, key, value);
    report(&line);
}

static void trim(const struct command *command) {
    struct fstrim_range range = {.len = UINT64_MAX};
    int folder = open(DATA, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = folder >= 0 && ioctl(folder, FITRIM, &range) == 0;
    answer(command, good ? NULL : strerror(errno), "bytes", (int64_t)range.len);
    _exit(0);
}

static void drop_caches(const struct command *command) {
    sync();
    bool good = write_file("/proc/sys/vm/drop_caches", "3") && write_file("/proc/sys/vm/compact_memory", "1");
    answer(command, good ? NULL : strerror(errno), NULL, 0);
    _exit(0);
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
    const char *options = command->virtiofs ? NULL : "trans=virtio,version=9p2000.L,msize=524288,cache=mmap,access=client";
    bool good = make_folders(command->path) && mount(command->tag, command->path, command->virtiofs ? "virtiofs" : "9p", flags, options) == 0;
    answer(command, good ? NULL : strerror(errno), NULL, 0);
    _exit(0);
}

static void unmount_share(const struct command *command) {
    answer(command, umount2(command->path, UMOUNT_NOFOLLOW) == 0 ? NULL : strerror(errno), NULL, 0);
    _exit(0);
}

static const char *set_time(const struct command *command) {
    struct timespec time = {.tv_sec = command->seconds, .tv_nsec = command->nanos};
    return clock_settime(CLOCK_REALTIME, &time) == 0 ? NULL : strerror(errno);
}

static void run(const struct command *command) {
    void (*work)(const struct command *) = NULL;
    switch (command->verb) {
    case HELLO: break;
    case SET_TIME: return answer(command, set_time(command), NULL, 0);
    case THAW:
        answer(command, set_time(command), NULL, 0);
        return wake_engine_check();
    case SHUTDOWN:
        answer(command, NULL, NULL, 0);
        return begin_shutdown(command->seconds ? command->seconds : 60);
    case TRIM: work = trim; break;
    case DROP_CACHES: work = drop_caches; break;
    case MOUNT: work = mount_share; break;
    case UNMOUNT: work = unmount_share; break;
    case REPAIR: work = repair_disk; break;
    }
    if (command->verb == REPAIR && services[CONTAINERD].wanted) return answer(command, "the data disk is in use", NULL, 0);
    if (!work) return answer(command, NULL, "protocol", 1);
    if (in_background(work, command) < 0) answer(command, strerror(errno), NULL, 0);
}

void handle_line(const char *text, size_t length) {
    struct command command;
    const char *wrong = parse_command(text, length, &command);
    if (wrong) answer(&command, wrong, NULL, 0);
    else run(&command);
}

void report_health(bool ready) {
    static const char *const wanted[][2] = {{"MemTotal:", "memory_total"}, {"MemAvailable:", "memory_available"},
                                            {"MemFree:", "memory_free"}, {"Cached:", "memory_cached"}};
    struct line line;
    struct statvfs disk;
    char name[40];
    long long kib;
    line_begin(&line);
    line_text(&line, "event", "health");
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
