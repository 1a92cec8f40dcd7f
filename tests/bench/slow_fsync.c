/* Adds PMPD_FSYNC_DELAY_US microseconds to every fsync and fdatasync, as an SD card would. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int delayed(const char *name, int fd)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    const char *delay_us = getenv("PMPD_FSYNC_DELAY_US");
    int result = real(fd);
    if (delay_us)
        usleep((useconds_t)atoi(delay_us));
    return result;
}

int fsync(int fd) { return delayed("fsync", fd); }
int fdatasync(int fd) { return delayed("fdatasync", fd); }
