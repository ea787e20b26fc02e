// PID 1 of a container that others run in: it ends when its stdin does, and so the container goes with who made it.
#include "toolbox.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

static volatile sig_atomic_t ended;

static void end(int signal) {
    (void)signal;
    ended = 1;
}

static void child(int signal) { (void)signal; }

int hold(void) {
    struct sigaction ends = {.sa_handler = end}, reaps = {.sa_handler = child};
    sigset_t blocked, before;
    char byte;
    sigaction(SIGTERM, &ends, NULL);
    sigaction(SIGINT, &ends, NULL);
    sigaction(SIGCHLD, &reaps, NULL);
    sigfillset(&blocked);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
    while (!ended) {
        struct pollfd wait = {.fd = STDIN_FILENO, .events = POLLIN};
        while (waitpid(-1, NULL, WNOHANG) > 0) continue;
        if (ppoll(&wait, 1, NULL, &before) <= 0) continue;
        ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) break;
    }
    return DONE;
}
