// The supervisor: starts containerd, dockerd and dropbear, again with a growing wait when they end, and says why.
#include "guest.h"

#define WAIT_LEAST 250 // ms
#define WAIT_MOST 15000
#define STEADY 60000 // one that ran this long starts again at once

int log_port = -1;

static const char *const containerd[] = {"/usr/bin/containerd", "--config", "/etc/containerd/config.toml", NULL};
static const char *const dockerd[] = {"/usr/sbin/dockerd", "--config-file", "/etc/docker/daemon.json", NULL};
static const char *const dropbear[] = {"/usr/sbin/dropbear", "-F", "-E", "-s", "-m", "-r", HOST_KEY,
                                       // Its file there leads to the keys that the host gave.
                                       "-D", "/usr/lib/slipway/ssh", "-P", "/run/slipway/dropbear.pid", "-p", "22",
                                       // Bytes on their way in each channel; with its own 24 KiB each round trip carries little.
                                       "-W", "1048576", NULL};

struct service services[SERVICES] = {
    [CONTAINERD] = {.name = "containerd", .argv = containerd, .output = -1},
    // Beside containerd, not after it: dockerd tries the socket until it is there, and has much to do before it needs it.
    [DOCKERD] = {.name = "dockerd", .argv = dockerd, .output = -1},
    [DROPBEAR] = {.name = "dropbear", .argv = dropbear, .output = -1},
};

static void become(const struct service *service, int output) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    dup2(output, 1);
    dup2(output, 2);
    // The engine is the last that should go when memory is short; what it starts gets its own score from it.
    write_file("/proc/self/oom_score_adj", "-500");
    setenv("PATH", "/usr/sbin:/usr/bin", 1);
    setenv("HOME", "/root", 1);
    // Go programs collect garbage all the time while they start, if they may; memory that they take for it goes back to the host.
    setenv("GOGC", "400", 1);
    execv(service->argv[0], (char *const *)service->argv);
    dprintf(2, "%s can't be run\n", service->argv[0]);
    _exit(127);
}

static void start(struct service *service, int64_t now) {
    int ends[2];
    service->again = now + WAIT_LEAST; // should it not even begin
    if (pipe2(ends, O_CLOEXEC) < 0) return;
    pid_t pid = fork();
    if (pid == 0) become(service, ends[1]);
    close(ends[1]);
    if (pid < 0) return (void)close(ends[0]);
    service->pid = pid;
    if (service->output >= 0) close(service->output);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    service->output = ends[0];
    service->started = now;
    service->filled = 0;
    service->last[0] = 0;
    struct line line;
    line_event(&line, "service");
    line_text(&line, "name", service->name);
    line_text(&line, "state", "started");
    line_number(&line, "restarts", service->restarts);
    report(&line);
}

void start_services(int64_t now) {
    for (struct service *at = services; at < services + SERVICES; at++) {
        if (!at->wanted || at->pid || now < at->again) continue;
        start(at, now);
    }
}

bool service_wrote(struct service *service) {
    char bytes[2048];
    ssize_t length = service->output < 0 ? -1 : read(service->output, bytes, sizeof bytes);
    if (length == 0) {
        close(service->output);
        service->output = -1;
    }
    for (ssize_t i = 0; i < length; i++) {
        // The line stays until the next one begins, so that the last one is there when the service has ended.
        if (service->filled == 0) service->last[0] = 0;
        if (bytes[i] == '\n') service->filled = 0;
        else if (service->filled + 1 < sizeof service->last) {
            service->last[service->filled++] = bytes[i];
            service->last[service->filled] = 0;
        }
    }
    // A log that nobody reads is dropped: the engine must never wait for it.
    if (length > 0 && log_port >= 0 && write(log_port, bytes, (size_t)length) < 0) errno = 0;
    return length > 0;
}

void service_ended(struct service *service, int status, int64_t now) {
    bool steady = now - service->started >= STEADY;
    int64_t wait = WAIT_LEAST;
    service->pid = 0;
    service->restarts = steady ? 1 : service->restarts + 1;
    for (int i = 1; i < service->restarts && wait < WAIT_MOST; i++) wait *= 2;
    if (wait > WAIT_MOST) wait = WAIT_MOST;
    service->again = now + wait;
    // Whoever inherited the pipe may keep it open: what is there is read, and no more waited for.
    while (service_wrote(service)) {}
    struct line line;
    line_event(&line, "service");
    line_text(&line, "name", service->name);
    line_text(&line, "state", "ended");
    if (WIFSIGNALED(status)) line_number(&line, "signal", WTERMSIG(status));
    else line_number(&line, "code", WEXITSTATUS(status));
    line_text(&line, "why", service->last);
    line_flag(&line, "wanted", service->wanted);
    if (service->wanted) line_number(&line, "again_ms", wait);
    report(&line);
}
