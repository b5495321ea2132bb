// The C interfaces of the libraries that Vial links: GMP's mpn functions, PCRE2 and zlib.
#include <gmp.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <zlib.h>
