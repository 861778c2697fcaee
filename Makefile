# make [V=rel|san|cov|fuzz] all check test bench install uninstall fuzz cov lint clean
# Objects of a variant live in build/$(V); V=rel also links the programs into bin/.

V      ?= rel
PREFIX ?= /usr/local
B      := build/$(V)

CFLAGS ?= -O2 -g
TC_WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
           -Wwrite-strings -Wcast-qual -Wformat=2 -Wvla -Wundef
TC_CFLAGS := -std=c11 $(TC_WARN) -Istages -I$(B)/gen -ffile-prefix-map=$(CURDIR)=. \
             -D_POSIX_C_SOURCE=200809L
ifeq ($(V),san)
TC_CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
TC_LDFLAGS += -fsanitize=address,undefined
endif
ifeq ($(V),cov)
TC_CFLAGS += -O0 --coverage
TC_LDFLAGS += --coverage
endif
ifeq ($(V),fuzz)
CC := clang
TC_CFLAGS += -fsanitize=fuzzer-no-link,address,undefined
TC_LDFLAGS += -fsanitize=address,undefined
endif
ifdef WERROR
TC_CFLAGS += -Werror
endif

PKG_CONFIG ?= pkg-config
libs = $(shell $(PKG_CONFIG) --libs $(1) 2>/dev/null || echo $(2))
LIB_zlib := $(call libs,zlib,-lz)
LIB_jq   := $(call libs,libjq,-ljq)
LIB_md   := $(call libs,libmd,-lmd)

STAGES   := $(patsubst stages/%/main.c,%,$(wildcard stages/*/main.c))
PROGRAMS := $(STAGES:%=tc-%)
lib_src  := $(wildcard stages/lib/*.c)
stage_src = $(wildcard stages/$(1)/*.c)
# Data compiled into a program: stages/NAME/*.jq and *.json become NAME's gen/*.c
stage_data = $(wildcard stages/$(1)/*.jq stages/$(1)/*.json)

all: $(PROGRAMS:%=$(B)/bin/%)
ifeq ($(V),rel)
all: $(PROGRAMS:%=bin/%)
bin/tc-%: $(B)/bin/tc-%
	ln -sf ../$< $@
endif

objects = $(patsubst stages/%.c,$(B)/%.o,$(1))
$(B)/libtc.a: $(call objects,$(lib_src)) $(B)/gen/schemas.o
	rm -f $@ && $(AR) rcD $@ $^

$(B)/%.o: stages/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(TC_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

define program
$(B)/bin/tc-$(1): $(call objects,$(call stage_src,$(1))) $(patsubst stages/%,$(B)/gen/%.o,$(call stage_data,$(1))) $(B)/libtc.a
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS) $$(TC_LDFLAGS) $$(LDFLAGS) -o $$@ $$^ $$(LIB_jq) $$(LIB_zlib) $$(LIB_md) -lm -lpthread
endef
$(foreach s,$(STAGES),$(eval $(call program,$(s))))

# DATA stages/price/official.json -> symbol tc_data_official_json[], tc_data_official_json_size
$(B)/gen/%.o: stages/%
	@mkdir -p $(@D)
	@{ n=tc_data_$$(basename $< | tr '.-' '__'); \
	   echo "extern const unsigned char $$n[]; extern const unsigned long $${n}_size;"; \
	   echo "const unsigned char $$n[] = {"; od -An -v -tx1 $< | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'; \
	   echo "0}; const unsigned long $${n}_size = sizeof $$n - 1;"; } > $(@:.o=.c)
	$(CC) -std=c11 $(CFLAGS) -ffile-prefix-map=$(CURDIR)=. -c -o $@ $(@:.o=.c)

# DATA schemas/KIND.schema.json -> one row of tc_schemas[] (lib/schema.h)
SCHEMAS := $(sort $(wildcard schemas/*.schema.json))
$(B)/gen/schemas.o: $(SCHEMAS) stages/lib/schema.h Makefile
	@mkdir -p $(@D)
	@{ echo '#include "lib/schema.h"'; n=0; for f in $(SCHEMAS); do n=$$((n + 1)); \
	   echo "static const unsigned char text$$n[] = {"; \
	   od -An -v -tx1 $$f | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'; echo "0};"; done; \
	   echo "const struct tc_schema tc_schemas[] = {"; n=0; \
	   for f in $(notdir $(SCHEMAS)); do n=$$((n + 1)); \
	   echo "{ \"$${f%.schema.json}\", { (const char *)text$$n, sizeof text$$n - 1 } },"; \
	   done; echo "{ NULL, { NULL, 0 } } };"; } > $(@:.o=.c)
	$(CC) $(CPPFLAGS) $(TC_CFLAGS) $(CFLAGS) -c -o $@ $(@:.o=.c)

clean:
	rm -rf build bin/tc-*

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.PHONY: all clean
.SECONDARY:
