// Joins each connection to a TCP port with one to a Unix socket, and knows nothing of what goes through: a yardstick.
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void carry(int ends[2]) {
    static char bytes[262144];
    struct pollfd wait[2] = {{ends[0], POLLIN, 0}, {ends[1], POLLIN, 0}};
    while (wait[0].fd >= 0 || wait[1].fd >= 0) {
        poll(wait, 2, -1);
        for (int i = 0; i < 2; i++) {
            if (wait[i].fd < 0 || !wait[i].revents) continue;
            ssize_t length = read(ends[i], bytes, sizeof bytes);
            if (length <= 0) shutdown(ends[!i], SHUT_WR), wait[i].fd = -1;
            for (ssize_t done = 0, sent; done < length; done += sent) {
                if ((sent = write(ends[!i], bytes + done, (size_t)(length - done))) <= 0) exit(1);
            }
        }
    }
}

int main(int count, char **words) {
    struct sockaddr_in6 here = {.sin6_family = AF_INET6};
    struct sockaddr_un there = {.sun_family = AF_UNIX};
    int server = socket(AF_INET6, SOCK_STREAM, 0);
    if (count < 3) return 2;
    here.sin6_port = htons((unsigned short)atoi(words[1]));
    strncpy(there.sun_path, words[2], sizeof there.sun_path - 1);
    if (bind(server, (struct sockaddr *)&here, sizeof here) < 0 || listen(server, 16) < 0) return perror("relay"), 1;
    for (;;) {
        int ends[2] = {accept(server, NULL, NULL), socket(AF_UNIX, SOCK_STREAM, 0)};
        if (fork() == 0) {
            if (connect(ends[1], (struct sockaddr *)&there, sizeof there) < 0) return perror("relay"), 1;
            carry(ends);
            return 0;
        }
        close(ends[0]);
        close(ends[1]);
    }
}
