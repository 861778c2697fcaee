/* command.h - the commands of tc-archive: each a file of its name, with its options. */
#ifndef TC_ARCHIVE_COMMAND_H
#define TC_ARCHIVE_COMMAND_H

#include "lib/report.h"

/* argv[0] is the command's name. Each ends with an exit code, or dies. */
enum tc_exit command_put(int argc, char **argv);
enum tc_exit command_join(int argc, char **argv);
enum tc_exit command_get(int argc, char **argv);
enum tc_exit command_list(int argc, char **argv);
enum tc_exit command_verify(int argc, char **argv);
enum tc_exit command_compact(int argc, char **argv);
enum tc_exit command_import(int argc, char **argv);
enum tc_exit command_export(int argc, char **argv);
enum tc_exit command_forget(int argc, char **argv);
enum tc_exit command_roll(int argc, char **argv);

/* The value of --user or --host, or death by usage. */
const char *command_name(const char *option, const char *value);

#endif
