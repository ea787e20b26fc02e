// What runs in Slipway's own containers: looks into a folder tree, changes it, packs it, tries a connection. In parts:
// main.c (the commands), path.c (paths below a root), say.c (what is told), list.c (list, stat, measure), file.c (read,
// write), change.c (mkdir, rename, remove, empty), archive.c, xattr.c, pack.c, unpack.c (tar), resolve.c (connect), hold.c.
#ifndef TOOLBOX_H
#define TOOLBOX_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define DONE 0
#define FAILED 1 // a line on stderr says why
#define MISUSED 2

// say.c
// All that is told is JSON, one object a line: results on stdout, problems on stderr.
void say_char(char letter);
void say_text(const char *text);
void say_number(int64_t number);
void say_string(const char *bytes, size_t length); // quoted; a byte that is no UTF-8 becomes U+DC80 to U+DCFF
void say_bytes(const void *bytes, size_t length); // as they are
bool say_flush(void); // false when stdout is closed
const char *error_name(int error);
int fail(int error, const char *path); // gives FAILED
void warn(int error, const char *path); // the work goes on
void warn_of(const char *what, const char *path);
extern uint64_t warnings;
void *must(void *memory); // ends the process when there is none
bool take(int from, void *into, size_t length); // all of it, or false at the end or an error
bool put(int to, const void *bytes, size_t length);
void drain(uint64_t most); // reads on, so that nobody is cut off while the reason is told

// path.c
struct place {
    int folder; // O_PATH
    char name[256]; // "." for the root
};
int open_root(const char *path);
// Where a path leads for a process whose / is the root: links stay inside, `..` never leads out. The last name need not be
// there. With `follow`, a link in the last place is followed, too. Gives 0 or an errno.
int find_place(int root, const char *path, bool follow, struct place *place);
int open_place(const struct place *place, int flags); // O_NOFOLLOW; -1 and errno
int64_t decode_argument(char *text); // %XX in place; the length, or -1

// list.c
int list(int root, const char *path);
int stat_one(int root, const char *path);
int say_place(const struct place *place, const char *path);
int measure(int root, char **paths, int count);
// All names in a folder but . and .., sorted, each with its end, one after the other; closes `folder`.
struct names {
    char *bytes;
    char **each;
    size_t count;
};
int read_names(int folder, struct names *names); // 0 or an errno
void free_names(struct names *names);

// file.c
int read_file(int root, const char *path, const char *most);
int write_file(int root, const char *path, const char *size, const char *expected);

// change.c
int make_folder(int root, const char *path);
int rename_one(int root, const char *from, const char *to);
int remove_all(int root, char **paths, int count);
int empty(int root, const char *path);
int remove_at(int folder, const char *name); // with all in it, never through a link or into another mount; 0 or an errno

// archive.c
#define BLOCK 512
struct header {
    char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type, link[100], magic[6], version[2];
    char user[32], group[32], major[8], minor[8], prefix[155], rest[12];
};
struct records { // of PAX
    char *bytes;
    size_t length, room;
};
void add_record(struct records *records, const char *key, const void *value, size_t length);
bool is_utf8(const char *bytes, size_t length);
bool is_ascii(const char *bytes, size_t length);
void put_octal(char *field, size_t width, uint64_t value);
bool get_number(const char *field, size_t width, int64_t *value); // octal or base 256
unsigned checksum_of(const struct header *header);

// xattr.c
void records_of_xattrs(struct records *records, int file, const char *path);
void set_xattr(int file, const char *name, const char *value, size_t length, const char *path);
void copy_xattrs(int from, int to, const char *path);

int pack(int root, const char *folder, char **names, int count);
int unpack(int root, const char *folder);
extern bool bare; // pack leaves the contents out
// All that is in one folder into another; blocks are shared where the file system can. With `only_shared`, a file that
// can't be shared is an error: EXDEV, EOPNOTSUPP and the like.
int copy(int from, const char *path, int to, const char *to_path, bool only_shared);

// resolve.c
struct address {
    int family;
    uint8_t bytes[16];
    uint32_t scope;
};
#define MOST_ADDRESSES 16
// The addresses of a name, as a process here would find them; `by` is told what knew it. Their count, 0 when nothing does.
int resolve(const char *host, int64_t until_ms, struct address *addresses, const char **by);
int64_t now_ms(void);

int connect_to(const char *host, const char *port, const char *timeout_ms);
int hold(void);
#endif
