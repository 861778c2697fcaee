/* model_name.h - the names under which a model may be called.
 *
 * Stripped from a name: `[1m]`; a provider's path up to the last slash; a region
 * (global. us. eu. apac. jp. au. us-gov.) and `anthropic.`; one suffix -v1:0, -v2:0 or
 * -v1; and @DATE becomes -DATE. What is left is looked up exactly, then once more without
 * -YYYYMMDD. A name never matches by its beginning or a part of it. */
#ifndef PRICE_MODEL_NAME_H
#define PRICE_MODEL_NAME_H

#include "lib/span.h"

#define MODEL_NAME_SIZE 128 /* no longer name is known */

enum deployment {
	DEPLOYMENT_UNKNOWN, /* as an option: by the ids of the call */
	DEPLOYMENT_DIRECT,
	DEPLOYMENT_BEDROCK,
	DEPLOYMENT_VERTEX,
};
enum region { REGION_UNKNOWN, REGION_GLOBAL, REGION_REGIONAL };

struct model_name {
	char text[MODEL_NAME_SIZE];
	size_t n;                   /* 0: the name is too long */
	enum deployment deployment; /* what the name's shape tells */
	enum region region;         /* a Bedrock id without a region is regional */
};

struct model_name model_name_of(struct tc_span name);
/* Without -YYYYMMDD at its end; the same when there is none. */
struct tc_span model_name_undated(struct tc_span name);

#endif
