// libFuzzer's target: whatever comes over the wire, the parser stays within its memory and takes only what it may.
#include <stdlib.h>
#include <string.h>

#include "protocol.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct command command;
    struct line line;
    const char *wrong = parse_command((const char *)data, size, &command);
    bool names_share = !wrong && (command.verb == MOUNT || command.verb == UNMOUNT || command.verb == PIN || command.verb == CHANGED || command.verb == WATCH);
    if (names_share && (command.path[0] != '/' || strstr(command.path, "/../") || strncmp(command.path, "/usr/", 5) == 0)) abort();
    if (!wrong && (command.verb >= VERBS || command.nanos > 999999999 || command.id < -1)) abort();
    line_answer(&line, command.id, wrong);
    line_text(&line, "path", command.path);
    line_text(&line, "tag", command.tag);
    line_end(&line);
    if (line.used > LINE_BYTES || memchr(line.bytes, '\n', line.used - 1)) abort();
    return 0;
}
