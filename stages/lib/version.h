/* version.h - the one place of the version. */
#ifndef TC_VERSION_H
#define TC_VERSION_H

#define TC_VERSION "2.0.0"

#endif
