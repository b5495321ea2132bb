// The C interfaces of the libraries that Vial links: GMP's mpn functions, PCRE2 and zlib.
#include <gmp.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <zlib.h>
#include <spawn.h>
/* Hidden by the C library where a program does not ask for its extensions. */
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
/* Asks for memory that is looked at soon; any address will do. */
static inline void vial_prefetch(unsigned long address) { __builtin_prefetch((const void *)address); }
