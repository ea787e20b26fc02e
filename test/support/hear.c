// Says "ready", then the name of each file in a folder that something happens to, as inotify tells of it.
#include <stdio.h>
#include <sys/inotify.h>
#include <unistd.h>

int main(int count, char **words) {
    char bytes[4096] __attribute__((aligned(8)));
    int watch = inotify_init();
    if (count < 2 || inotify_add_watch(watch, words[1], IN_MODIFY | IN_CREATE | IN_DELETE | IN_ATTRIB | IN_MOVED_TO) < 0) return perror("hear"), 1;
    setvbuf(stdout, NULL, _IOLBF, 0);
    puts("ready");
    for (ssize_t length; (length = read(watch, bytes, sizeof bytes)) > 0;) {
        for (char *at = bytes; at < bytes + length;) {
            struct inotify_event *event = (struct inotify_event *)at;
            puts(event->len ? event->name : ".");
            at += sizeof *event + event->len;
        }
    }
    return 0;
}
