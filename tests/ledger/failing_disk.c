/* A preload library that plays a failing disk: calls on the ledger's files fail with EIO from the FAIL_AFTER-th on.
 *
 * FAIL_CALL is `sync` (fsync and fdatasync) or `write` (pwrite and write); FAIL_TIMES says how often it fails, 0 for ever.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long calls;

static int on_the_ledger(int fd)
{
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return strstr(path, "ledger.sqlite3") != NULL && strstr(path, "-shm") == NULL;
}

static int fails(const char *call, int fd)
{
    const char *wanted = getenv("FAIL_CALL"), *after = getenv("FAIL_AFTER"), *times = getenv("FAIL_TIMES");
    if (!wanted || strcmp(wanted, call) || !on_the_ledger(fd))
        return 0;
    long call_number = ++calls, first = after ? atol(after) : 0, count = times ? atol(times) : 0;
    return call_number >= first && (count == 0 || call_number < first + count);
}

#define FAIL_OR_CALL(kind, name, type, ...)                     \
    static type (*real)();                                      \
    if (!real)                                                  \
        real = (type(*)())dlsym(RTLD_NEXT, name);               \
    if (fails(kind, fd)) {                                      \
        errno = EIO;                                            \
        return -1;                                              \
    }                                                           \
    return real(__VA_ARGS__)

int fsync(int fd) { FAIL_OR_CALL("sync", "fsync", int, fd); }
int fdatasync(int fd) { FAIL_OR_CALL("sync", "fdatasync", int, fd); }
ssize_t write(int fd, const void *data, size_t size) { FAIL_OR_CALL("write", "write", ssize_t, fd, data, size); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { FAIL_OR_CALL("write", "pwrite", ssize_t, fd, data, size, offset); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) { FAIL_OR_CALL("write", "pwrite64", ssize_t, fd, data, size, offset); }
