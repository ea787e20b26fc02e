// Tests of the protocol, run on the build machine with sanitizers.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol.h"

static int failed;

// Each line is read from memory of its exact size, so that the sanitizer sees a step beyond its end.
static const char *parse(const char *text, struct command *command) {
    size_t length = strlen(text);
    char *exact = malloc(length ? length : 1);
    memcpy(exact, text, length);
    const char *wrong = parse_command(exact, length, command);
    free(exact);
    return wrong;
}

static void expect(bool good, const char *what) {
    if (!good) failed++, printf("not so: %s\n", what);
}

static void refuses(const char *text, const char *reason) {
    struct command command;
    const char *wrong = parse(text, &command);
    if (!wrong || !strstr(wrong, reason)) failed++, printf("%s: should be refused for “%s”, was: %s\n", text, reason, wrong ? wrong : "taken");
}

static void test_commands(void) {
    struct command command;
    expect(!parse("{\"id\":7,\"do\":\"hello\"}", &command) && command.id == 7 && command.verb == HELLO, "hello is taken");
    expect(!parse(" { \"do\" : \"time\" , \"seconds\" : 1700000000 , \"nanos\":5 , \"id\":0 } \r", &command) && command.verb == SET_TIME &&
               command.seconds == 1700000000 && command.nanos == 5 && command.id == 0, "blanks and any order are taken");
    expect(!parse("{\"id\":1,\"do\":\"mount\",\"tag\":\"home\",\"type\":\"9p\",\"path\":\"/home/J\xC3\xB6rg \\\"x\\\"\",\"readonly\":true}", &command) &&
               strcmp(command.path, "/home/J\xC3\xB6rg \"x\"") == 0 && command.readonly && strcmp(command.tag, "home") == 0, "a share with any name is taken");
    expect(!parse("{\"id\":2,\"do\":\"shutdown\",\"seconds\":20}", &command) && command.verb == SHUTDOWN && command.seconds == 20, "shutdown is taken");
    expect(!parse("{\"id\":4,\"do\":\"changed\",\"path\":\"/home/a/b.ts\"}", &command) && command.verb == CHANGED && strcmp(command.path, "/home/a/b.ts") == 0, "a change is taken");
    expect(!parse("{\"id\":5,\"do\":\"watch\",\"path\":\"/home/a\",\"seconds\":5}", &command) && command.verb == WATCH && command.seconds == 5, "watch is taken");
    expect(!parse("{\"do\":\"trim\"}", &command) && command.id == -1, "one without an id is taken");
    expect(!parse("{\"id\":3,\"do\":\"unmount\",\"path\":\"/users\"}", &command), "/users is not the guest's /usr");
    expect(!parse("{\"id\":3,\"do\":\"unmount\",\"path\":\"/var/folders\"}", &command), "a folder in /var is taken");
    expect(!parse("{\"id\":3,\"do\":\"unmount\",\"path\":\"/a/..b/.c\"}", &command), "dots in a name are taken");
}

static void test_refusals(void) {
    static const char *const own[] = {"", "/", "home", "/a/", "/a//b", "/a/../b", "/a/..", "/.", "/usr", "/usr/local", "/proc/1", "/dev", "/etc/x", "/var", "/var/lib", "/var/lib/docker", "/run/x"};
    char text[2 * PATH_BYTES], longest[PATH_BYTES + 1] = "/";
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        snprintf(text, sizeof text, "{\"id\":1,\"do\":\"unmount\",\"path\":\"%s\"}", own[i]);
        refuses(text, "path is missing");
        snprintf(text, sizeof text, "{\"id\":1,\"do\":\"changed\",\"path\":\"%s\"}", own[i]);
        refuses(text, "path is missing");
    }
    memset(longest + 1, 'a', PATH_BYTES - 1);
    snprintf(text, sizeof text, "{\"id\":1,\"do\":\"unmount\",\"path\":\"%s\"}", longest);
    refuses(text, "value");
    refuses("", "not a JSON object");
    refuses("[]", "not a JSON object");
    refuses("{", "key is broken");
    refuses("{}", "missing or unknown");
    refuses("{\"do\":\"explode\"}", "missing or unknown");
    refuses("{\"do\":\"hello\"} x", "follows");
    refuses("{\"do\":\"hello\" \"id\":1}", "comma");
    refuses("{\"do\":\"hello\",}", "key is broken");
    refuses("{\"do\":\"hello\",\"what\":1}", "unknown");
    refuses("{\"do\":\"hello", "value");
    refuses("{\"do\":\"hel\\u006co\"}", "value");
    refuses("{\"do\":\"hello\\", "value");
    refuses("{\"do\":\"hel\nlo\"}", "value");
    refuses("{\"do\":\"hello\",\"id\":-1}", "value");
    refuses("{\"do\":\"hello\",\"id\":1.5}", "comma");
    refuses("{\"do\":\"hello\",\"id\":9999999999999999999}", "value");
    refuses("{\"do\":\"time\"}", "seconds");
    refuses("{\"do\":\"time\",\"seconds\":1,\"nanos\":1000000000}", "nanos");
    refuses("{\"do\":\"shutdown\",\"seconds\":3601}", "hour");
    refuses("{\"do\":\"mount\",\"path\":\"/a\",\"type\":\"9p\"}", "tag");
    refuses("{\"do\":\"mount\",\"path\":\"/a\",\"tag\":\"a,trans=fd\",\"type\":\"9p\"}", "tag");
    refuses("{\"do\":\"mount\",\"path\":\"/a\",\"tag\":\"a\",\"type\":\"ext4\"}", "type");
    refuses("{\"do\":\"mount\",\"path\":\"/a\",\"tag\":\"a\",\"type\":\"9p\",\"readonly\":\"true\"}", "value");
}

static void test_lines(void) {
    struct line line;
    line_event(&line, "service");
    line_text(&line, "why", "a \"b\"\\\n\x1b[1m\xC3\xB6");
    line_number(&line, "at", -5);
    line_flag(&line, "wanted", true);
    line_end(&line);
    const char *wanted = "{\"event\":\"service\",\"why\":\"a \\\"b\\\"\\\\??[1m??\",\"at\":-5,\"wanted\":true}\n";
    expect(line.used == strlen(wanted) && memcmp(line.bytes, wanted, line.used) == 0, "a line escapes what it must");
    line_answer(&line, 3, "no");
    line_end(&line);
    wanted = "{\"re\":3,\"ok\":false,\"why\":\"no\"}\n";
    expect(line.used == strlen(wanted) && memcmp(line.bytes, wanted, line.used) == 0, "an answer carries the id and the reason");
    char *large = malloc(3 * LINE_BYTES);
    memset(large, '"', 3 * LINE_BYTES - 1);
    large[3 * LINE_BYTES - 1] = 0;
    line_event(&line, "x");
    for (int i = 0; i < 2000; i++) line_text(&line, "key", i % 2 ? large : "abc");
    line_end(&line);
    expect(line.used <= LINE_BYTES && line.bytes[line.used - 1] == '\n' && line.bytes[line.used - 2] == '}', "a line never outgrows its room");
    free(large);
}

int main(void) {
    test_commands();
    test_refusals();
    test_lines();
    if (!failed) puts("The protocol is as it should be.");
    return failed != 0;
}
