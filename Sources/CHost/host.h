// The C interfaces of the libraries that Vial links: GMP's mpn functions and PCRE2.
#include <gmp.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
