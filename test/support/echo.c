// Sends back what comes to it at a UDP port.
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **words) {
    char bytes[2048];
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(count > 1 ? (unsigned short)atoi(words[1]) : 7)}, from;
    int port = socket(AF_INET, SOCK_DGRAM, 0);
    if (port < 0 || bind(port, (struct sockaddr *)&here, sizeof here) < 0) return perror("echo"), 1;
    for (;;) {
        socklen_t length = sizeof from;
        ssize_t got = recvfrom(port, bytes, sizeof bytes, 0, (struct sockaddr *)&from, &length);
        if (got >= 0) sendto(port, bytes, (size_t)got, 0, (struct sockaddr *)&from, length);
    }
}
