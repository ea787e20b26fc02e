// The host's commands. What may take long runs in a process of its own; each is answered once, with its id.
#include "guest.h"

#include <linux/fs.h>
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
    // Only free memory that lies together in large pieces is given back to the host.
    bool good = write_file("/proc/sys/vm/drop_caches", "3") && write_file("/proc/sys/vm/compact_memory", "1");
    report_answer(command, good ? NULL : strerror(errno));
}

static void run(const struct command *command) {
    static void (*const works[VERBS])(const struct command *) = {
        [TRIM] = trim, [DROP_CACHES] = drop_caches, [WATCH] = watch, [REPAIR] = repair_disk};
    if (command->verb == REPAIR && services[CONTAINERD].wanted) return report_answer(command, "the data disk is in use");
    if (command->verb == MOUNT || command->verb == UNMOUNT || command->verb == PIN || command->verb == CHANGED) return share_command(command);
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
        line_flag(&line, "disk_readonly", disk.f_flag & ST_RDONLY);
    }
    for (int i = 0; i < SERVICES; i++) {
        snprintf(name, sizeof name, "%s_restarts", services[i].name);
        line_number(&line, name, services[i].restarts);
    }
    report(&line);
}
