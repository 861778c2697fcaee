/* worker.h - what the threads of tc-extract share, and what each has for itself. */
#ifndef TC_EXTRACT_WORKER_H
#define TC_EXTRACT_WORKER_H

#include <pthread.h>
#include <stdatomic.h>

#include "extract/census.h"
#include "extract/files.h"
#include "extract/line.h"
#include "extract/links.h"
#include "lib/input.h"
#include "lib/pack.h"
#include "lib/sort.h"

/* A piece of a file: the lines that start in [start, end). */
struct task {
	unsigned file;
	uint64_t start, end;
};

struct extract {
	bool kinds[TC_KIND_COUNT]; /* what is asked for */
	bool calls_only;           /* lines that hold no call may be passed over */
	unsigned summaries;        /* characters of a prompt that may leave; 0: none */
	size_t memory;             /* bytes, of all threads together */
	struct files files;
	struct task *tasks;
	unsigned task_count, task_room;
	atomic_uint next_task;
	atomic_ullong bytes_done;
	atomic_bool read_failed;
	struct tc_intern *names;
	struct links *links;
	struct cursors *cursors; /* with --new, else NULL */
	unsigned files_read;
};

/* Counts for --stats. */
struct tally {
	uint64_t lines, blank, objects, sightings, synthetic, partial_tails;
	struct census types, rejects;
};

/* The last text of a place in a record and the number it has: lines repeat themselves. */
struct name_cache {
	struct tc_span text;
	uint32_t number;
};
#define NAME_CACHES 32

struct worker {
	struct extract *extract;
	struct line_reader reader;
	struct tc_sort *sort;
	struct tc_pack pack;
	struct tally tally;

	const struct file *file;
	unsigned file_number;
	char *agent_type;  /* of the file, from its meta file; NULL: none; owned */
	bool file_has_cwd; /* the first cwd of the file has been told to links */
	struct name_cache names[NAME_CACHES];
	struct name_cache cwd, agent; /* of the last project and agent reference */
	bool cwd_told;                /* to links */
	struct tc_span worktree;      /* of the last cwd */
	struct tc_value prompt;       /* what launched the line; or a reference to it */
	struct tc_span agent_session;

	/* A call may go on in the next line: kept until another comes. */
	bool has_call;
	struct tc_value call[TC_KIND_FIELDS];
	char call_id[256];

	/* The piece being read. */
	struct tc_scan scan;
	char *buffer;
	struct tc_input *input; /* of a stream */
	int fd;                 /* of any other file */
	uint64_t base;          /* offset in the file of buffer[0] */
	uint64_t line_start;    /* offset of the line being read */
	uint64_t line_number;   /* of a stream; 0 elsewhere */
	bool at_end;            /* all bytes of the file are in the buffer */

	/* Of it, for its cursor. */
	uint64_t closed;              /* behind the last LF that was read */
	struct census closed_rejects; /* in lines that end with LF */
	struct census unsure;         /* in a line that may not, ... */
	uint64_t unsure_line;         /* ... which starts here */
};

#endif
