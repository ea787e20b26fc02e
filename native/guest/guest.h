// The guest's PID 1, in parts: system.c (mounts, modules, network), disk.c (the data disk), service.c (the supervisor),
// share.c (the host's folders), control.c (the host's commands), main.c (the order of things and the loop).
#ifndef GUEST_H
#define GUEST_H
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "protocol.h"

#define DATA "/var/lib"
#define DEVICE_BYTES 300
#define HOST_KEY "/sys/firmware/qemu_fw_cfg/by_name/opt/slipway/host_key/raw"
#define DOCKER_SOCKET "/run/docker.sock"

// main.c
int64_t now_ms(void); // since the kernel started, sleep included
void report(struct line *line); // ends the line and sends it; from a worker process through the loop
void report_stage(const char *name);
bool report_failed(const char *stage, const char *code, const char *why); // gives false, for callers that give up
void report_answer(const struct command *command, const char *why);
// Runs `work` in a process of its own, so that PID 1 never waits; `work` reports what came of it.
pid_t in_background(void (*work)(const struct command *), const struct command *command);
void begin_shutdown(int64_t grace_seconds);
void check_health_now(void);

// system.c
void mount_early(void);
bool enter_image(const char **why); // mounts the image and makes it the root
void mount_late(void);
void load_modules(const char *list);
bool configure_network(const char **why);
bool write_file(const char *path, const char *text);
// Finds the device of a class (block, virtio-ports) whose attribute has that value.
bool find_device(const char *class, const char *attribute, const char *value, char *device, size_t room);
int run_program(const char *const *argv); // gives its exit code, or 128 + the signal

// disk.c
void prepare_disk(const struct command *none);
void repair_disk(const struct command *command);

// share.c
void share_command(const struct command *command); // MOUNT, UNMOUNT, PIN, CHANGED: in order, in a process of their own
void watch(const struct command *command);

// service.c
struct service {
    const char *name;
    const char *const *argv;
    bool wanted;
    pid_t pid;
    int output; // its stdout and stderr
    int64_t started, again; // ms; when it may start again
    int restarts;
    char last[240]; // the last line it wrote, which is mostly the reason when it ends
    size_t filled;
};
enum { CONTAINERD, DOCKERD, DROPBEAR, SERVICES };
extern struct service services[SERVICES];
void start_services(int64_t now); // starts those that are wanted and due
void service_ended(struct service *service, int status, int64_t now);
bool service_wrote(struct service *service); // gives whether there may be more
extern int log_port;

// control.c
void handle_line(const char *text, size_t length);
void report_health(bool ready);
#endif
