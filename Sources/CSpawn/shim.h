/* What glibc (2.34) and Linux (5.3) have for running programs and Swift's Glibc module leaves out. */
#include <spawn.h>

extern int pipe2(int descriptors[2], int flags);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
extern long syscall(long number, ...);

/* POSIX_SPAWN_SETSID. */
static const short spawn_in_own_session = 0x80;

/* A descriptor that can be read from once the process has ended; -1 with errno where there is none. */
static inline int open_process(int process) { return (int)syscall(434 /* pidfd_open, on every machine */, process, 0); }
