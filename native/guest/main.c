// PID 1 of the virtual machine: brings it up, keeps it up, tells the host, and takes it down without losing anything.
#include "guest.h"

#include <poll.h>
#include <sys/reboot.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>

#define HEALTH_EVERY 10000 // ms
// One that answered before may take long on a machine with much to do, and is well all the same.
#define PING_DEADLINE 30000
#define BACKLOG 65536

static int control = -1;     // the virtio-serial port
static int workers[2];       // what worker processes report comes through here, in whole lines
static bool in_worker;
static char unsent[BACKLOG]; // lines the host has not taken yet
static size_t unsent_used, lost;
static char typed[LINE_BYTES];
static size_t typed_used;
static bool typed_too_long, reachable; // whether the host has the port open
static pid_t disk_worker;

enum phase { UP, STOPPING_ENGINE, STOPPING_REST };
static enum phase phase;
static int64_t phase_ends;
static bool killed;

static bool ready;
static int ping = -1;
static int64_t ping_ends, ping_next, health_next;

int64_t now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_BOOTTIME, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void flush_control(void) {
    while (control >= 0 && unsent_used > 0) {
        ssize_t sent = write(control, unsent, unsent_used);
        if (sent <= 0) return;
        memmove(unsent, unsent + sent, unsent_used -= (size_t)sent);
    }
}

static void queue(const char *bytes, size_t length) {
    // A host that does not read for long loses whole lines, never half ones; it is told how many.
    if (unsent_used + length > sizeof unsent) lost++;
    else {
        memcpy(unsent + unsent_used, bytes, length);
        unsent_used += length;
    }
    flush_control();
}

void report(struct line *line) {
    line_number(line, "at", now_ms());
    if (!in_worker && lost > 0 && unsent_used == 0) line_number(line, "lost", (int64_t)lost), lost = 0;
    line_end(line);
    if (!in_worker) return queue(line->bytes, line->used);
    // Shorter than PIPE_BUF, so that lines of two workers never mix.
    if (write(workers[1], line->bytes, line->used) < 0) _exit(1);
}

void report_stage(const char *name) {
    struct line line;
    line_event(&line, "stage");
    line_text(&line, "name", name);
    report(&line);
}

bool report_failed(const char *stage, const char *code, const char *why) {
    struct line line;
    line_event(&line, "failed");
    line_text(&line, "stage", stage);
    line_text(&line, "code", code);
    line_text(&line, "why", why);
    report(&line);
    return false;
}

void report_answer(const struct command *command, const char *why) {
    struct line line;
    line_answer(&line, command->id, why);
    report(&line);
}

pid_t in_background(void (*work)(const struct command *), const struct command *command) {
    pid_t pid = fork();
    if (pid == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        in_worker = true;
        work(command);
        _exit(0);
    }
    if (pid > 0 && (work == prepare_disk || work == repair_disk)) disk_worker = pid;
    return pid;
}

void check_health_now(void) { ping_next = health_next = 0; }

void begin_shutdown(int64_t grace_seconds) {
    if (phase != UP) return;
    phase = STOPPING_ENGINE;
    phase_ends = now_ms() + grace_seconds * 1000;
    for (int i = 0; i < SERVICES; i++) services[i].wanted = false;
    // dockerd stops every container with that container's own grace before it ends.
    if (services[DOCKERD].pid) kill(services[DOCKERD].pid, SIGTERM);
    report_stage("stopping");
}

static void power_off(void) {
    kill(-1, SIGTERM);
    // Not a wait for its own sake: what got the signal may still have the disk's files open.
    for (int i = 0; i < 20 && waitpid(-1, NULL, WNOHANG) >= 0; i++) usleep(10000);
    kill(-1, SIGKILL);
    while (waitpid(-1, NULL, 0) > 0) {}
    sync();
    bool unmounted = umount2(DATA, 0) == 0 || errno == EINVAL;
    if (!unmounted) mount(NULL, DATA, NULL, MS_REMOUNT | MS_RDONLY, NULL);
    struct line line;
    line_event(&line, "off");
    line_flag(&line, "clean", unmounted && !killed);
    report(&line);
    for (int i = 0; i < 20 && unsent_used > 0 && reachable; i++, flush_control()) usleep(10000);
    reboot(RB_POWER_OFF);
}

// Moves the shutdown on: first dockerd with its containers, then the rest.
static void step_shutdown(int64_t now) {
    if (phase == STOPPING_ENGINE) {
        if (services[DOCKERD].pid && now < phase_ends) return;
        if (services[DOCKERD].pid) kill(services[DOCKERD].pid, SIGKILL), killed = true;
        for (int i = 0; i < SERVICES; i++) {
            if (services[i].pid) kill(services[i].pid, SIGTERM);
        }
        phase = STOPPING_REST;
        phase_ends = now + 3000;
    }
    bool left = services[CONTAINERD].pid || services[DOCKERD].pid;
    if (phase == STOPPING_REST && (!left || now >= phase_ends)) power_off();
}

static void set_ready(bool is) {
    if (is == ready) return;
    ready = is;
    struct line line;
    line_event(&line, ready ? "ready" : "not-ready");
    report(&line);
}

static void end_ping(bool answered, int64_t now) {
    if (ping >= 0) close(ping);
    ping = -1;
    // While it is not ready each attempt is cheap and every moment counts; after that it's a check of its health.
    ping_next = now + (answered ? HEALTH_EVERY : services[DOCKERD].pid ? 25 : 250);
    set_ready(answered);
}

static void start_ping(int64_t now) {
    static const char request[] = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = DOCKER_SOCKET};
    if (!services[DOCKERD].pid) return end_ping(false, now);
    ping = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    ping_ends = now + PING_DEADLINE;
    if (ping < 0 || connect(ping, (struct sockaddr *)&address, sizeof address) < 0 || write(ping, request, sizeof request - 1) < 0)
        end_ping(false, now);
}

static void read_ping(int64_t now) {
    char answer[64];
    ssize_t length = recv(ping, answer, sizeof answer, 0);
    end_ping(length >= 12 && memcmp(answer, "HTTP/1.", 7) == 0 && memcmp(answer + 8, " 200", 4) == 0, now);
}

static void reap(int64_t now) {
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
        for (int i = 0; i < SERVICES; i++) {
            if (services[i].pid != pid) continue;
            service_ended(&services[i], status, now);
            if (i == DOCKERD) end_ping(false, now);
        }
        if (pid != disk_worker || status != 0 || phase != UP) continue;
        report_stage("data");
        services[CONTAINERD].wanted = services[DOCKERD].wanted = true;
    }
}

static void read_control(void) {
    char bytes[1024];
    ssize_t length = read(control, bytes, sizeof bytes);
    for (ssize_t i = 0; i < length; i++) {
        if (bytes[i] != '\n') {
            if (typed_used == sizeof typed) typed_too_long = true;
            else typed[typed_used++] = bytes[i];
            continue;
        }
        if (typed_used > 0 && !typed_too_long) handle_line(typed, typed_used);
        typed_used = typed_too_long = 0;
    }
}

static void read_workers(void) {
    char bytes[8192];
    ssize_t length = read(workers[0], bytes, sizeof bytes);
    if (length > 0) queue(bytes, (size_t)length);
}

static void read_signals(int signals, int64_t now) {
    struct signalfd_siginfo signal;
    while (read(signals, &signal, sizeof signal) == sizeof signal) {
        // Ctrl-Alt-Del of the machine comes as SIGINT.
        if (signal.ssi_signo != SIGCHLD) begin_shutdown(60);
    }
    reap(now);
}

static void open_port(const char *name, int *port) {
    char device[DEVICE_BYTES];
    if (*port < 0 && find_device("virtio-ports", "name", name, device, sizeof device)) *port = open(device, O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

static void open_ports(void) {
    open_port("slipway.control", &control);
    open_port("slipway.log", &log_port);
}

// How long the loop may sleep: until the next thing that's due.
static int wait_ms(int64_t now) {
    int64_t next = health_next;
    if (ping >= 0 ? ping_ends < next : ping_next < next) next = ping >= 0 ? ping_ends : ping_next;
    for (int i = 0; i < SERVICES; i++) {
        const struct service *at = &services[i];
        if (at->wanted && !at->pid && at->again < next) next = at->again;
    }
    if (phase != UP && phase_ends < next) next = phase_ends;
    if (!reachable && next > now + 1000) next = now + 1000;
    return next > now ? (int)(next - now) : 0;
}

static void loop(int signals) {
    for (;;) {
        int64_t now = now_ms();
        if (phase == UP) start_services(now);
        else step_shutdown(now);
        if (ping < 0 && now >= ping_next && services[DOCKERD].wanted) start_ping(now);
        else if (ping < 0 && now >= ping_next) ping_next = now + 250;
        if (ping >= 0 && now >= ping_ends) end_ping(false, now);
        if (now >= health_next) report_health(ready), health_next = now + HEALTH_EVERY;
        // A port that the host has not opened reports a hang-up for ever: it's asked once a second instead.
        struct pollfd probe = {.fd = control, .events = POLLIN};
        reachable = control >= 0 && poll(&probe, 1, 0) >= 0 && !(probe.revents & POLLHUP);
        if (control < 0) open_ports();
        struct pollfd wait[4 + SERVICES] = {{.fd = signals, .events = POLLIN}, {.fd = workers[0], .events = POLLIN},
                                            {.fd = ping, .events = POLLIN},
                                            {.fd = reachable ? control : -1, .events = POLLIN | (unsent_used ? POLLOUT : 0)}};
        for (int i = 0; i < SERVICES; i++) wait[4 + i] = (struct pollfd){.fd = services[i].output, .events = POLLIN};
        if (poll(wait, 4 + SERVICES, wait_ms(now)) <= 0) continue;
        now = now_ms();
        for (int i = 0; i < SERVICES; i++) {
            if (wait[4 + i].revents) service_wrote(&services[i]);
        }
        if (wait[1].revents) read_workers();
        if (wait[0].revents) read_signals(signals, now);
        if (wait[2].revents && ping >= 0) read_ping(now);
        if (wait[3].revents & POLLOUT) flush_control();
        if (wait[3].revents & POLLIN) read_control();
    }
}

static void load_late_modules(const struct command *none) {
    (void)none;
    load_modules("/usr/lib/slipway/modules");
    report_stage("modules");
}

static void bring_up(void) {
    const char *why = "";
    mount_early();
    open_ports();
    report_stage("kernel");
    load_modules("/modules/list");
    if (!enter_image(&why)) return (void)report_failed("root", "image", why);
    report_stage("root");
    mkdir("/run/slipway", 0700);
    open_ports();
    mount_late();
    in_background(prepare_disk, NULL);
    in_background(load_late_modules, NULL);
    if (!configure_network(&why)) report_failed("network", "address", why);
    services[DROPBEAR].wanted = access(HOST_KEY, R_OK) == 0;
    if (!services[DROPBEAR].wanted) report_failed("network", "keys", "the keys for SSH are missing");
    start_services(now_ms());
    report_stage("network");
}

int main(void) {
    if (getpid() != 1) return fputs("slipway-guest is the first process of a virtual machine, and does nothing else.\n", stderr), 2;
    sigset_t handled;
    sigemptyset(&handled);
    sigaddset(&handled, SIGCHLD);
    sigaddset(&handled, SIGTERM);
    sigaddset(&handled, SIGINT);
    sigprocmask(SIG_BLOCK, &handled, NULL);
    signal(SIGPIPE, SIG_IGN);
    int signals = signalfd(-1, &handled, SFD_NONBLOCK | SFD_CLOEXEC);
    if (pipe2(workers, O_CLOEXEC) < 0) return 1;
    fcntl(workers[0], F_SETFL, O_NONBLOCK);
    reboot(RB_DISABLE_CAD);
    bring_up();
    loop(signals);
}
