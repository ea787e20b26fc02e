// What host and guest say to each other: one JSON object a line, flat, both ways over a virtio-serial port.
#ifndef PROTOCOL_H
#define PROTOCOL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINE_BYTES 4096
#define PATH_BYTES 1024

enum verb { HELLO, SET_TIME, THAW, TRIM, DROP_CACHES, MOUNT, UNMOUNT, REPAIR, SHUTDOWN };

struct command {
    int64_t id; // the host's number for it; the answer carries it back
    enum verb verb;
    int64_t seconds; // SET_TIME, THAW: since 1970; SHUTDOWN: how long containers may take
    int64_t nanos;
    char tag[32];
    char path[PATH_BYTES];
    bool virtiofs; // MOUNT: virtiofs, else 9p
    bool readonly;
};

// Reads one line without its newline. Gives NULL, or what is wrong with it; `command->id` is set where it could be read.
const char *parse_command(const char *line, size_t length, struct command *command);

// A line being written. Text that doesn't fit is left out as a whole field, so that the line stays valid JSON.
struct line {
    char bytes[LINE_BYTES];
    size_t used;
};

void line_begin(struct line *line);
void line_text(struct line *line, const char *key, const char *value);
void line_number(struct line *line, const char *key, int64_t value);
void line_flag(struct line *line, const char *key, bool value);
// Closes the object and adds the newline.
void line_end(struct line *line);
#endif
