// What host and guest say to each other: one JSON object a line, flat, both ways over a virtio-serial port.
#ifndef PROTOCOL_H
#define PROTOCOL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINE_BYTES 4096
#define PATH_BYTES 1024

enum verb { HELLO, SET_TIME, THAW, TRIM, DROP_CACHES, MOUNT, UNMOUNT, PIN, CHANGED, WATCH, REPAIR, SHUTDOWN, VERBS };

struct command {
    int64_t id; // the host's number for it; the answer carries it back
    enum verb verb;
    char name[16];   // of the verb
    int64_t seconds; // SET_TIME, THAW: since 1970; SHUTDOWN: how long containers may take; WATCH: how long at most
    int64_t nanos;
    char tag[32]; // of the share
    char path[PATH_BYTES];
    char type[16]; // MOUNT: 9p or virtiofs
    bool readonly;
};

// Reads one line without its newline. Gives NULL, or what is wrong with it; `command->id` is -1 where it has none.
const char *parse_command(const char *line, size_t length, struct command *command);

// A line being written. A field that doesn't fit is left out as a whole, so that the line stays valid JSON.
struct line {
    char bytes[LINE_BYTES];
    size_t used;
};

void line_event(struct line *line, const char *name); // begins a line that tells of an event
void line_answer(struct line *line, int64_t id, const char *why); // begins the answer to a command; `why` NULL: it worked
void line_text(struct line *line, const char *key, const char *value);
void line_number(struct line *line, const char *key, int64_t value);
void line_flag(struct line *line, const char *key, bool value);
void line_end(struct line *line); // closes the object and adds the newline
#endif
