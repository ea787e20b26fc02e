#include "guest.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <net/if.h>
#include <net/route.h>
#include <sys/syscall.h>

bool write_file(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return false;
    bool good = write(file, text, strlen(text)) == (ssize_t)strlen(text);
    close(file);
    return good;
}

static void mount_kernel(const char *type, const char *at, unsigned long flags, const char *options) {
    mkdir(at, 0755);
    if (mount(type, at, type, flags, options) < 0 && errno != EBUSY) report_failed("mounts", "mount", at);
}

void mount_early(void) {
    umask(022);
    mount_kernel("proc", "/proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
    mount_kernel("sysfs", "/sys", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
    mount_kernel("devtmpfs", "/dev", MS_NOSUID, "mode=0755");
}

static void link_to(const char *target, const char *path) {
    if (symlink(target, path) < 0 && errno != EEXIST) report_failed("mounts", "link", path);
}

void mount_late(void) {
    mount_kernel("devpts", "/dev/pts", MS_NOSUID | MS_NOEXEC, "gid=5,mode=0620,ptmxmode=0666");
    mount_kernel("tmpfs", "/dev/shm", MS_NOSUID | MS_NODEV, "mode=1777");
    mount_kernel("mqueue", "/dev/mqueue", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
    mount_kernel("cgroup2", "/sys/fs/cgroup", MS_NOSUID | MS_NODEV | MS_NOEXEC, "nsdelegate");
    static const char *const links[][2] = {
        {"/proc/self/fd", "/dev/fd"}, {"/proc/self/fd/0", "/dev/stdin"}, {"/proc/self/fd/1", "/dev/stdout"}, {"/proc/self/fd/2", "/dev/stderr"}};
    for (size_t i = 0; i < 4; i++) link_to(links[i][0], links[i][1]);
    // Containers may ask for mounts to be shared with them, as on any systemd host.
    mount(NULL, "/", NULL, MS_REC | MS_SHARED, NULL);
    write_file("/sys/fs/cgroup/cgroup.subtree_control", "+cpuset +cpu +io +memory +pids");
    // The first group has the kernel rewrite busy code of its own, where QEMU before 8.1 may fail: so now, while it is quiet.
    mkdir("/sys/fs/cgroup/slipway", 0755);
}

void load_modules(const char *list) {
    FILE *file = fopen(list, "re");
    char path[256];
    if (!file) return (void)report_failed("modules", "list", strerror(errno));
    while (fgets(path, sizeof path, file)) {
        path[strcspn(path, "\n")] = 0;
        int module = open(path, O_RDONLY | O_CLOEXEC);
        // One that is there already, or whose hardware is not, is no failure.
        if (module < 0 || (syscall(SYS_finit_module, module, "", 0) < 0 && errno != EEXIST && errno != ENODEV))
            report_failed("modules", "load", path);
        if (module >= 0) close(module);
    }
    fclose(file);
}

bool find_device(const char *class, const char *attribute, const char *value, char *device, size_t room) {
    char path[300], has[64];
    bool found = false;
    snprintf(path, sizeof path, "/sys/class/%s", class);
    DIR *devices = opendir(path);
    for (struct dirent *entry; devices && !found && (entry = readdir(devices));) {
        snprintf(path, sizeof path, "/sys/class/%s/%s/%s", class, entry->d_name, attribute);
        FILE *file = fopen(path, "re");
        if (!file) continue;
        found = fgets(has, sizeof has, file) && strcspn(has, "\n") == strlen(value) && strncmp(has, value, strlen(value)) == 0;
        fclose(file);
        if (found) snprintf(device, room, "/dev/%s", entry->d_name);
    }
    if (devices) closedir(devices);
    return found;
}

bool enter_image(const char **why) {
    static const char *const parts[] = {"/proc", "/sys", "/dev"};
    char device[DEVICE_BYTES], to[16];
    *why = "there is no disk with the serial slipway-root";
    if (!find_device("block", "serial", "slipway-root", device, sizeof device)) return false;
    *why = "the image's disk can't be mounted";
    // The root stays in memory, so that any folder of the host can be mounted at its own path; usr and etc are the image's.
    // The kernel refuses a container's pivot_root in its first root; a mount moved over that is a root like any other.
    if (mount("/new", "/new", NULL, MS_BIND, NULL) < 0 || chdir("/new") < 0) return false;
    if (mount(device, "image", "squashfs", MS_RDONLY | MS_NODEV | MS_NOSUID, NULL) < 0) return false;
    if (mount("image/usr", "usr", NULL, MS_BIND, NULL) < 0) return false;
    for (size_t i = 0; i < 3; i++) {
        snprintf(to, sizeof to, "/new%s", parts[i]);
        if (mount(parts[i], to, NULL, MS_MOVE, NULL) < 0) return false;
    }
    if (mount(".", "/", NULL, MS_MOVE, NULL) < 0 || chroot(".") < 0 || chdir("/") < 0) return false;
    mount_kernel("tmpfs", "/run", MS_NOSUID | MS_NODEV, "mode=0755");
    mount_kernel("tmpfs", "/tmp", MS_NOSUID | MS_NODEV, "mode=1777");
    return true;
}

static bool interface_up(int control, const char *name, const char *address, const char *mask) {
    struct ifreq request = {0};
    struct sockaddr_in *slot = (struct sockaddr_in *)&request.ifr_addr;
    snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
    slot->sin_family = AF_INET;
    inet_pton(AF_INET, address, &slot->sin_addr);
    if (ioctl(control, SIOCSIFADDR, &request) < 0) return false;
    inet_pton(AF_INET, mask, &slot->sin_addr);
    if (ioctl(control, SIOCSIFNETMASK, &request) < 0) return false;
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    return ioctl(control, SIOCSIFFLAGS, &request) == 0;
}

bool configure_network(const char **why) {
    int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct rtentry route = {.rt_flags = RTF_UP | RTF_GATEWAY};
    struct sockaddr_in any = {.sin_family = AF_INET}, gateway = any;
    // The addresses that QEMU's user network always gives.
    inet_pton(AF_INET, "10.0.2.2", &gateway.sin_addr);
    memcpy(&route.rt_dst, &any, sizeof any);
    memcpy(&route.rt_genmask, &any, sizeof any);
    memcpy(&route.rt_gateway, &gateway, sizeof gateway);
    // The router's advertisement gives the IPv6 address, also while the guest forwards for containers.
    write_file("/proc/sys/net/ipv6/conf/eth0/accept_ra", "2");
    // What is published at 127.0.0.1 is reached from the host, the only neighbour on this wire.
    write_file("/proc/sys/net/ipv4/conf/eth0/route_localnet", "1");
    bool good = interface_up(control, "lo", "127.0.0.1", "255.0.0.0") && interface_up(control, "eth0", "10.0.2.15", "255.255.255.0") &&
                ioctl(control, SIOCADDRT, &route) == 0;
    *why = strerror(errno);
    close(control);
    return good;
}

int run_program(const char *const *argv) {
    pid_t pid = fork();
    if (pid == 0) {
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    if (pid < 0) return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
