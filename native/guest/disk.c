// The data disk: formatted only when it's blank, checked after a crash, grown when it grew, never made empty otherwise.
#include "guest.h"

#include <endian.h>
#include <linux/fs.h>
#include <sys/statvfs.h>

#define MIB (1024 * 1024)
// Within the first block group and behind its tables, where mke2fs never writes: tells a format that was cut short.
#define MARK_AT (120 * (off_t)MIB)
#define SMALLEST (256 * (int64_t)MIB)
#define RESERVE DATA "/.slipway-reserve"
#define RESERVE_BYTES (64 * (off_t)MIB)

static const char mark[512] = "slipway: this disk is being formatted";
static char device[DEVICE_BYTES];

enum content { BLANK, EXT4_CLEAN, EXT4_DIRTY, FOREIGN, UNREADABLE };

static enum content look(int disk, int64_t *filesystem_bytes) {
    static unsigned char bytes[MIB];
    char found[sizeof mark];
    if (pread(disk, bytes, sizeof bytes, 0) != sizeof bytes) return UNREADABLE;
    const unsigned char *super = bytes + 1024;
    if (super[0x38] == 0x53 && super[0x39] == 0xEF) {
        uint32_t low, block, high;
        memcpy(&low, super + 0x4, 4), memcpy(&block, super + 0x18, 4), memcpy(&high, super + 0x150, 4);
        *filesystem_bytes = (int64_t)((uint64_t)le32toh(high) << 32 | le32toh(low)) << (10 + (le32toh(block) & 7));
        bool clean = (super[0x3A] & 1) && !(super[0x3A] & 2), journal_to_replay = super[0x60] & 4;
        return clean && !journal_to_replay ? EXT4_CLEAN : EXT4_DIRTY;
    }
    if (pread(disk, found, sizeof found, MARK_AT) == sizeof found && memcmp(found, mark, sizeof mark) == 0) return BLANK;
    for (size_t i = 0; i < sizeof bytes; i++) {
        if (bytes[i]) return FOREIGN;
    }
    return BLANK;
}

static bool set_mark(int disk, const char *value) { return pwrite(disk, value, sizeof mark, MARK_AT) == sizeof mark && fsync(disk) == 0; }

static bool format(int disk) {
    static const char zeros[sizeof mark];
    const char *const mke2fs[] = {"/usr/sbin/mke2fs", "-q", "-F", "-t", "ext4", "-L", "slipway-data", "-m", "1",
                                  "-E", "lazy_itable_init=1,lazy_journal_init=1,nodiscard", device, NULL};
    return set_mark(disk, mark) && run_program(mke2fs) == 0 && set_mark(disk, zeros);
}

// A file that is given up when the disk is full, so that dockerd starts and one can prune; taken again once there's room.
static void keep_reserve(void) {
    struct statvfs figures;
    if (statvfs(DATA, &figures) < 0) return;
    int64_t free_bytes = (int64_t)figures.f_bavail * (int64_t)figures.f_frsize;
    bool there = access(RESERVE, F_OK) == 0;
    struct line line;
    if (there && free_bytes < RESERVE_BYTES) {
        unlink(RESERVE);
        line_event(&line, "reserve");
        line_flag(&line, "given", true);
        report(&line);
    } else if (!there && free_bytes > 4 * RESERVE_BYTES) {
        int file = open(RESERVE, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (file >= 0 && fallocate(file, 0, 0, RESERVE_BYTES) < 0) unlink(RESERVE);
        if (file >= 0) close(file);
    }
}

static void told(const char *what, int64_t bytes) {
    struct line line;
    line_event(&line, "disk");
    line_text(&line, "did", what);
    line_number(&line, "bytes", bytes);
    report(&line);
}

static bool prepare(bool mend) {
    int64_t filesystem = 0, bytes = 0;
    if (!find_device("block", "serial", "slipway-data", device, sizeof device))
        return report_failed("disk", "missing", "there is no disk with the serial slipway-data");
    int disk = open(device, O_RDWR | O_CLOEXEC);
    if (disk < 0 || ioctl(disk, BLKGETSIZE64, &bytes) < 0) return report_failed("disk", "unreadable", strerror(errno));
    if (bytes < SMALLEST) return close(disk), report_failed("disk", "too-small", "it has less than 256 MiB");
    enum content content = look(disk, &filesystem);
    bool formatted = content == BLANK && format(disk);
    close(disk);
    if (content == UNREADABLE) return report_failed("disk", "unreadable", "its first MiB can't be read");
    if (content == FOREIGN) return report_failed("disk", "foreign", "it holds something that is no ext4, so it's left as it is");
    if (content == BLANK && !formatted) return report_failed("disk", "format", "mke2fs failed");
    if (formatted) told("formatted", bytes);
    if (content == EXT4_DIRTY || mend) {
        const char *const e2fsck[] = {"/usr/sbin/e2fsck", mend ? "-fy" : "-p", device, NULL};
        int code = run_program(e2fsck);
        if (code & ~3) return report_failed("disk", "broken", "e2fsck could not mend it without a hand");
        told(mend ? "repaired" : "checked", bytes);
    }
    // An error found later stops all writing, so that it does not spread; the next start then mends the disk.
    if (mount(device, DATA, "ext4", MS_NOATIME, "errors=remount-ro") < 0) return report_failed("disk", "mount", strerror(errno));
    if (!formatted && bytes - filesystem > 4 * MIB) {
        const char *const resize2fs[] = {"/usr/sbin/resize2fs", device, NULL};
        if (run_program(resize2fs) == 0) told("grown", bytes);
        else report_failed("disk", "grow", "resize2fs failed; the disk is used with its former size");
    }
    keep_reserve();
    return true;
}

void prepare_disk(const struct command *none) {
    (void)none;
    _exit(prepare(false) ? 0 : 1);
}

void repair_disk(const struct command *command) {
    bool good = prepare(true);
    report_answer(command, good ? NULL : "the disk could not be mended");
    _exit(good ? 0 : 1);
}
