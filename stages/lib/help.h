/* help.h - what --help, --version and --schema answer; for lib/option.c alone. */
#ifndef TC_HELP_H
#define TC_HELP_H

#include "lib/option.h"

/* All three write to standard output and end the process. */
_Noreturn void tc_help(const struct tc_program *program, const struct tc_option *common);
_Noreturn void tc_help_version(const struct tc_program *program);
/* kind NULL: the schemas of all kinds the program writes, one after the other. */
_Noreturn void tc_help_schema(const struct tc_program *program, const char *kind);

#endif
