/* home.h - where the suite keeps what is its own: $TC_HOME, else `token-craft` in the first
 * folder of $CLAUDE_CONFIG_DIR (a comma list), else ~/.claude/token-craft. */
#ifndef TC_HOME_H
#define TC_HOME_H

/* The path of a file in it, or of the folder itself for "". NULL when none of the
 * variables, nor $HOME, is set. Returned owned. Nothing is created. */
char *tc_home_path(const char *file);

#endif
