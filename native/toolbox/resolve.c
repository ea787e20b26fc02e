// Names to addresses by /etc/hosts and DNS, without a C library's own: it would need parts that are not here.
#include "toolbox.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>

#define LONGEST_NAME 255
#define MOST_SERVERS 3
#define MOST_SEARCHED 6
#define TRY_MS 2000

int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool literal(const char *text, struct address *address) {
    *address = (struct address){.family = AF_INET};
    if (inet_pton(AF_INET, text, address->bytes) == 1) return true;
    address->family = AF_INET6;
    return inet_pton(AF_INET6, text, address->bytes) == 1;
}

static int from_hosts(const char *host, struct address *addresses) {
    FILE *file = fopen("/etc/hosts", "re");
    char line[1024];
    int count = 0;
    if (!file) return 0;
    while (count < MOST_ADDRESSES && fgets(line, sizeof line, file)) {
        line[strcspn(line, "#\n")] = 0;
        char *rest, *word = strtok_r(line, " \t", &rest);
        if (!word || !literal(word, &addresses[count])) continue;
        while ((word = strtok_r(NULL, " \t", &rest))) {
            if (strcasecmp(word, host) != 0) continue;
            count++;
            break;
        }
    }
    fclose(file);
    return count;
}

struct settings {
    struct address servers[MOST_SERVERS];
    int server_count;
    char searched[MOST_SEARCHED][LONGEST_NAME + 1];
    int search_count, dots;
};

static void read_settings(struct settings *settings) {
    FILE *file = fopen("/etc/resolv.conf", "re");
    char line[1024];
    *settings = (struct settings){.dots = 1};
    if (!file) return;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "#;\n")] = 0;
        char *rest, *word = strtok_r(line, " \t", &rest);
        if (!word) continue;
        if (strcmp(word, "nameserver") == 0 && settings->server_count < MOST_SERVERS) {
            char *server = strtok_r(NULL, " \t", &rest);
            if (server && literal(server, &settings->servers[settings->server_count])) settings->server_count++;
        } else if (strcmp(word, "search") == 0 || strcmp(word, "domain") == 0) {
            settings->search_count = 0;
            while ((word = strtok_r(NULL, " \t", &rest)) && settings->search_count < MOST_SEARCHED) {
                snprintf(settings->searched[settings->search_count++], LONGEST_NAME + 1, "%s", word);
            }
        } else if (strcmp(word, "options") == 0) {
            while ((word = strtok_r(NULL, " \t", &rest))) {
                if (strncmp(word, "ndots:", 6) == 0) settings->dots = atoi(word + 6);
            }
        }
    }
    fclose(file);
}

static int dial(const struct address *to, int kind, uint16_t port) {
    struct sockaddr_in six_or_four = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    int wire = socket(to->family, kind | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (wire < 0) return -1;
    memcpy(&six_or_four.sin_addr, to->bytes, 4);
    memcpy(&six.sin6_addr, to->bytes, 16);
    int done = to->family == AF_INET ? connect(wire, (struct sockaddr *)&six_or_four, sizeof six_or_four)
                                     : connect(wire, (struct sockaddr *)&six, sizeof six);
    if (done == 0 || errno == EINPROGRESS) return wire;
    int error = errno;
    close(wire);
    errno = error;
    return -1;
}

static size_t put_question(uint8_t *to, const char *name, uint16_t type) {
    static const uint8_t head[10] = {1, 0, 0, 1, 0, 0, 0, 0, 0, 0}; // recursion wanted, one question
    uint8_t *at = to + 2;
    memcpy(at, head, sizeof head);
    at += sizeof head;
    while (*name) {
        size_t length = strcspn(name, ".");
        if (length == 0 || length > 63) return 0;
        *at++ = (uint8_t)length;
        memcpy(at, name, length);
        at += length;
        name += length;
        if (*name == '.') name++;
    }
    *at++ = 0;
    *at++ = (uint8_t)(type >> 8), *at++ = (uint8_t)type, *at++ = 0, *at++ = 1;
    return (size_t)(at - to);
}

static size_t skip_name(const uint8_t *bytes, size_t length, size_t at) {
    while (at < length) {
        if ((bytes[at] & 0xc0) == 0xc0) return at + 2;
        if (bytes[at] == 0) return at + 1;
        at += bytes[at] + 1u;
    }
    return length + 1;
}

static int read_answer(const uint8_t *bytes, size_t length, size_t question, struct address *addresses, int room) {
    int count = 0, answers = bytes[6] << 8 | bytes[7];
    size_t at = question;
    for (; answers > 0 && count < room; answers--) {
        at = skip_name(bytes, length, at);
        if (at + 10 > length) break;
        int type = bytes[at] << 8 | bytes[at + 1];
        size_t size = (size_t)(bytes[at + 8] << 8 | bytes[at + 9]);
        at += 10;
        if (at + size > length) break;
        if ((type == 1 && size == 4) || (type == 28 && size == 16)) {
            addresses[count] = (struct address){.family = type == 1 ? AF_INET : AF_INET6};
            memcpy(addresses[count++].bytes, bytes + at, size);
        }
        at += size;
    }
    return count;
}

// The addresses of that type, or none; -1 when the server does not answer.
static int ask(const struct address *server, const char *name, uint16_t type, int64_t until_ms, struct address *addresses, int room) {
    uint8_t question[LONGEST_NAME + 32], answer[4096];
    uint16_t id = 0;
    size_t length = strlen(name) > LONGEST_NAME ? 0 : put_question(question, name, type);
    if (length == 0) return 0;
    if (getrandom(&id, sizeof id, 0) != sizeof id) return -1;
    memcpy(question, &id, sizeof id);
    int wire = dial(server, SOCK_DGRAM, 53), count = -1;
    if (wire < 0) return -1;
    if (send(wire, question, length, MSG_NOSIGNAL) == (ssize_t)length) {
        struct pollfd wait = {.fd = wire, .events = POLLIN};
        for (int64_t left; count < 0 && (left = until_ms - now_ms()) > 0;) {
            if (poll(&wait, 1, (int)left) <= 0) break;
            ssize_t got = recv(wire, answer, sizeof answer, 0);
            if (got < 0) break;
            bool ours = (size_t)got >= length && memcmp(answer, &id, 2) == 0 && (answer[2] & 0x80) &&
                        memcmp(answer + 12, question + 12, length - 12) == 0;
            if (ours) count = (answer[3] & 15) == 2 ? -1 : read_answer(answer, (size_t)got, length, addresses, room);
            if (ours) break;
        }
    }
    close(wire);
    return count;
}

static int from_dns(const char *name, const struct settings *settings, int64_t until_ms, struct address *addresses) {
    for (int i = 0; i < settings->server_count; i++) {
        int64_t until = now_ms() + TRY_MS < until_ms ? now_ms() + TRY_MS : until_ms;
        int four = ask(&settings->servers[i], name, 1, until, addresses, MOST_ADDRESSES);
        int known = four > 0 ? four : 0;
        int six = ask(&settings->servers[i], name, 28, until, addresses + known, MOST_ADDRESSES - known);
        if (four >= 0 || six >= 0) return known + (six > 0 ? six : 0);
    }
    return 0;
}

int resolve(const char *host, int64_t until_ms, struct address *addresses, const char **by) {
    struct settings settings;
    *by = "literal";
    if (literal(host, addresses)) return 1;
    *by = "hosts";
    int count = from_hosts(host, addresses), dots = 0;
    if (count > 0) return count;
    *by = "dns";
    read_settings(&settings);
    for (const char *at = host; *at; at++) dots += *at == '.';
    bool whole = *host && host[strlen(host) - 1] == '.';
    if (whole || dots >= settings.dots) count = from_dns(host, &settings, until_ms, addresses);
    for (int i = 0; count == 0 && !whole && i < settings.search_count; i++) {
        char name[LONGEST_NAME * 2 + 2];
        snprintf(name, sizeof name, "%s.%s", host, settings.searched[i]);
        count = from_dns(name, &settings, until_ms, addresses);
    }
    if (count == 0 && !whole && dots < settings.dots) count = from_dns(host, &settings, until_ms, addresses);
    return count;
}

static void say_address(const struct address *address) {
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(address->family, address->bytes, text, sizeof text);
    say_string(text, strlen(text));
}

// 0 or an errno.
static int try_one(const struct address *address, uint16_t port, int64_t until_ms) {
    int wire = dial(address, SOCK_STREAM, port), error = 0;
    if (wire < 0) return errno;
    struct pollfd wait = {.fd = wire, .events = POLLOUT};
    int64_t left = until_ms - now_ms();
    socklen_t length = sizeof error;
    if (poll(&wait, 1, left > 0 ? (int)left : 0) <= 0) error = ETIMEDOUT;
    else if (getsockopt(wire, SOL_SOCKET, SO_ERROR, &error, &length) < 0) error = errno;
    close(wire);
    return error;
}

int connect_to(const char *host, const char *port, const char *timeout_ms) {
    struct address addresses[MOST_ADDRESSES];
    const char *by;
    long number = strtol(port, NULL, 10), timeout = strtol(timeout_ms, NULL, 10);
    if (number < 1 || number > 65535 || timeout < 1 || timeout > 600000) return MISUSED;
    int64_t until = now_ms() + timeout;
    int count = resolve(host, until, addresses, &by);
    say_text("{\"by\":\"");
    say_text(by);
    say_text("\",\"tried\":[");
    bool connected = false;
    for (int i = 0; i < count && !connected; i++) {
        int64_t begun = now_ms(), left = until - begun;
        // Each of those that are left gets its share of the time.
        int error = try_one(&addresses[i], (uint16_t)number, begun + (left > 0 ? left / (count - i) : 0));
        connected = error == 0;
        say_text(i ? ",{\"address\":" : "{\"address\":");
        say_address(&addresses[i]);
        say_text(",\"result\":\"");
        say_text(connected ? "connected" : error_name(error));
        say_text("\",\"ms\":");
        say_number(now_ms() - begun);
        say_text("}");
    }
    say_text("]}\n");
    return say_flush() && connected ? DONE : FAILED;
}
