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
TC_LDFLAGS :=
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
TC_CFLAGS += -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
TC_LDFLAGS += -fsanitize=address,undefined
endif
ifdef WERROR
TC_CFLAGS += -Werror
endif

PKG_CONFIG ?= pkg-config
libs = $(shell $(PKG_CONFIG) --libs $(1) 2>/dev/null || echo $(2))
TC_LIBS := $(call libs,libjq,-ljq) $(call libs,zlib,-lz) $(call libs,libmd,-lmd) -lm -lpthread

ROOMS    := $(filter-out lib,$(patsubst stages/%/,%,$(sort $(wildcard stages/*/))))
STAGES   := $(patsubst stages/%/main.c,%,$(sort $(wildcard stages/*/main.c)))
PROGRAMS := $(STAGES:%=tc-%)

all: $(B)/libtc.a $(PROGRAMS:%=$(B)/bin/%)
ifeq ($(V),rel)
all: $(PROGRAMS:%=bin/%)
bin/tc-%: $(B)/bin/tc-%
	@mkdir -p bin
	ln -sf ../$< $@
endif

# What a room is made of: its sources, and its data (*.jq, *.json) compiled in.
objects = $(patsubst stages/%.c,$(B)/%.o,$(sort $(wildcard stages/$(1)/*.c)))
data    = $(patsubst stages/%,$(B)/gen/%.o,$(sort $(wildcard stages/$(1)/*.jq stages/$(1)/*.json)))
core    = $(filter-out $(B)/$(1)/main.o,$(call objects,$(1))) $(call data,$(1))

$(B)/libtc.a: $(call objects,lib) $(B)/gen/schemas.o
	rm -f $@ && $(AR) rcD $@ $^

$(B)/%.o: stages/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(TC_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# stages/price/official.json -> symbols tc_data_official_json[], tc_data_official_json_size
$(B)/gen/%.o: stages/%
	@mkdir -p $(@D)
	@{ n=tc_data_$$(basename $< | tr '.-' '__'); \
	   echo "extern const unsigned char $$n[]; extern const unsigned long $${n}_size;"; \
	   echo "const unsigned char $$n[] = {"; od -An -v -tx1 $< | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'; \
	   echo "0}; const unsigned long $${n}_size = sizeof $$n - 1;"; } > $(@:.o=.c)
	$(CC) $(CPPFLAGS) $(TC_CFLAGS) $(CFLAGS) -c -o $@ $(@:.o=.c)

link = @mkdir -p $(@D); set -x; $(CC) $(CFLAGS) $(TC_LDFLAGS) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(TC_LIBS)

define program
$(B)/bin/tc-$(1): $(B)/$(1)/main.o $(call core,$(1)) $(B)/libtc.a
	$$(link)
endef
$(foreach s,$(STAGES),$(eval $(call program,$(s))))

# Tests in C. tests/unit/NAME.c is a main() printing TAP; tests/fuzz/NAME.c is a libFuzzer
# target, replayed over tests/fuzz/corpus/NAME/ by tests/fuzz/replay.c. A name that starts
# with a room's (price_rates) is linked with that room's objects except main.o.
UNIT  := $(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/*.c)))
FUZZ  := $(filter-out replay,$(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c))))
under = $(foreach r,$(filter $(firstword $(subst _, ,$(1))),$(ROOMS)),$(call core,$(r)))

$(B)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(TC_CFLAGS) -Itests $(CFLAGS) -MMD -MP -c -o $@ $<

define unit
$(B)/tests/$(1): $(B)/tests/unit/$(1).o $(call under,$(1)) $(B)/libtc.a
	$$(link)
endef
define fuzz
$(B)/tests/fuzz_$(1): $(B)/tests/fuzz/$(1).o $(B)/tests/fuzz/replay.o $(call under,$(1)) $(B)/libtc.a
	$$(link)
$(B)/fuzz/$(1): TC_LDFLAGS += -fsanitize=fuzzer
$(B)/fuzz/$(1): $(B)/tests/fuzz/$(1).o $(call under,$(1)) $(B)/libtc.a
	$$(link)
endef
$(foreach t,$(UNIT),$(eval $(call unit,$(t))))
$(foreach t,$(FUZZ),$(eval $(call fuzz,$(t))))

tests: $(UNIT:%=$(B)/tests/%) $(FUZZ:%=$(B)/tests/fuzz_%)

check: all tests
	V=$(V) tests/run $(T)

FUZZ_SECONDS ?= 30
ifeq ($(V),fuzz)
fuzz: $(FUZZ:%=$(B)/fuzz/%)
	@for t in $(FUZZ); do \
		mkdir -p $(B)/corpus/$$t tests/fuzz/corpus/$$t && \
		$(B)/fuzz/$$t -max_total_time=$(FUZZ_SECONDS) -max_len=65536 \
			$(B)/corpus/$$t tests/fuzz/corpus/$$t || exit; \
	done
else
fuzz:
	$(MAKE) V=fuzz fuzz
endif

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
.PHONY: all tests check fuzz clean
.DELETE_ON_ERROR:
.SECONDARY:
