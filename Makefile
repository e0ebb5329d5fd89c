# cfqtop: build, run and check.  `make help` lists the targets.
# GNU make 4; everything that is built lands in build/.  CC, CFLAGS, CPPFLAGS and LDFLAGS of a command
# line come behind ours and replace none of them; V=1 shows each command.
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

VERSION    := 0.1.0
MODE       ?= release
BUILD      := $(if $(filter release,$(MODE)),build,build/$(MODE))
PREFIX     ?= /usr/local
BINDIR     ?= $(PREFIX)/bin
CC         := $(if $(filter default,$(origin CC)),gcc,$(CC))
PKG_CONFIG ?= pkg-config
JOBS       ?= $(shell nproc 2>/dev/null || echo 2)
SUBMAKE     = $(MAKE) --no-print-directory -j$(JOBS)
Q          := $(if $(V),,@)

# One folder a layer; each may include only those before it.  `make layers` holds this.
LAYERS := base model body api net store config parts app effects cli

pkg_cflags = $(shell $(PKG_CONFIG) --cflags $(1) 2>/dev/null)
pkg_libs   = $(shell $(PKG_CONFIG) --libs $(1) 2>/dev/null)
CORE_PKGS  := libcurl jansson inih nettle zlib libzstd libbrotlidec libpcre2-8 libcbor mpack
# Debian's ncursesw.pc adds -D_XOPEN_SOURCE=600, which clashes with ours.
UI_CFLAGS  := $(filter-out -D_XOPEN_SOURCE% -D_DEFAULT_SOURCE,$(call pkg_cflags,ncursesw))
UI_LIBS    := $(call pkg_libs,ncursesw)
CORE_CFLAGS := $(call pkg_cflags,$(CORE_PKGS))
CORE_LIBS  := $(call pkg_libs,$(CORE_PKGS)) -lpthread -lm
TEST_PKGS  := libcurl jansson cmocka vterm
SIM_PKGS   := libmicrohttpd jansson

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes \
        -Wmissing-prototypes -Wcast-qual -Wpointer-arith -Wwrite-strings -Wundef -Wvla -Wswitch-enum
# Those of the flags that this compiler knows for this machine.
known = $(foreach flag,$(1),$(shell echo 'int x;' | $(CC) -Werror $(flag) -x c -c -o /dev/null - 2>/dev/null && echo $(flag)))
opt-release  = -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fPIE $(hardening) -ffile-prefix-map=$(CURDIR)=.
hardening   := $(if $(filter release,$(MODE)),$(call known,-fstack-clash-protection -fcf-protection))
# Line numbers in reports are all that these need; more takes a quarter longer to compile.
opt-asan    := -O1 -g1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
opt-tsan    := -O1 -g1 -fsanitize=thread
opt-fuzz    := -O1 -g1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
# One object is rebuilt a mutant: against a library nothing else need be linked again.
opt-mutate  := -O1 -fPIC -w -fsanitize=address,undefined -fno-sanitize-recover=all
opt-debug   := -O0 -g3
link-release := -pie -Wl,-z,relro,-z,now
link-asan    := -fsanitize=address,undefined
link-tsan    := -fsanitize=thread
# Found from each folder that tests are in, also where the environment is cleared.
link-mutate  := -fsanitize=address,undefined -Wl,-rpath,'$$ORIGIN:$$ORIGIN/../..:$$ORIGIN/../../..:$$ORIGIN/../../../..:$$ORIGIN/../../../../..'
link-fuzz    := -fsanitize=fuzzer,address,undefined

own_cppflags := -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -D_GNU_SOURCE -DCFQTOP_VERSION='"$(VERSION)"' -Isrc -I.
own_cflags   := -std=c11 $(WARN) $(opt-$(MODE)) $(if $(WERROR),-Werror)
own_ldflags  := $(link-$(MODE))
compile = $(CC) $(own_cppflags) $(CPPFLAGS) $(own_cflags) $(CFLAGS)
link    = $(CC) $(own_cflags) $(CFLAGS) $(own_ldflags) $(LDFLAGS)

# The files of a name in a folder and those below it, as deep as folders go.
below    = $(wildcard $(addprefix $(1)/,$(2) */$(2) */*/$(2) */*/*/$(2) */*/*/*/$(2)))
c_files  := $(foreach top,src ui tests,$(call below,$(top),*.[ch]))
core_src := $(foreach layer,$(LAYERS),$(call below,src/$(layer),*.c))
ui_src   := $(call below,ui,*.c)
sim_src  := $(call below,tests/sim,*.c)
kit_src  := $(call below,tests/harness,*.c)
unit_src := $(call below,tests/unit,test_*.c)
fetch_src := $(wildcard tests/fetch/test_*.c)
e2e_src  := $(call below,tests/e2e,test_*.c)
scripts  := $(wildcard tests/e2e/scripts/*/*.test)
bench_src := $(filter-out %/floor.c %/plain.c %/list.c %/cost.c %/drain.c,$(wildcard tests/bench/*.c))
docs_src := $(wildcard tests/docs/*.c)
fuzz_src := $(wildcard tests/fuzz/fuzz_*.c)

obj   = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
core  := $(BUILD)/libcfqtop.$(if $(filter mutate,$(MODE)),so,a)
kit   := $(BUILD)/libharness.a
bin   := $(BUILD)/cfqtop
sim   := $(BUILD)/cfqtop-sim
docs  := $(BUILD)/cfqtop-docs
check_json := $(BUILD)/tests/conformance/check_json
shots := $(BUILD)/tests/e2e/shots
bench := $(addprefix $(BUILD)/tests/bench/,bench floor plain cost drain)
unit  := $(patsubst tests/%.c,$(BUILD)/tests/%,$(unit_src))
fetch := $(patsubst tests/%.c,$(BUILD)/tests/%,$(fetch_src))
e2e   := $(patsubst tests/%.c,$(BUILD)/tests/%,$(e2e_src))
script := $(BUILD)/tests/e2e/script
fuzzers := $(patsubst tests/%.c,$(BUILD)/tests/%,$(fuzz_src))

all: $(bin)  ## build the inspector (the default)

$(bin): $(call obj,src/main.c $(ui_src)) $(core)
	$(Q)echo "LINK $@"; $(link) -o $@ $^ $(UI_LIBS) $(CORE_LIBS)
$(sim): $(call obj,$(sim_src)) $(core)
	$(Q)echo "LINK $@"; $(link) -o $@ $^ $(call pkg_libs,$(SIM_PKGS)) $(CORE_LIBS)
$(BUILD)/libcfqtop.a: $(call obj,$(core_src))
	$(Q)rm -f $@; $(AR) rcs $@ $^
$(BUILD)/libcfqtop.so: $(call obj,$(core_src))
	$(Q)$(link) -shared -Wl,-soname,$(@F) -o $@ $^ $(CORE_LIBS)
$(kit): $(call obj,$(kit_src))
	$(Q)rm -f $@; $(AR) rcs $@ $^

# Everything under src/ but main.c links here without curses: a curses call in it fails to link.
$(unit): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(core)
	$(Q)mkdir -p $(@D); echo "LINK $@"; $(link) -o $@ $(filter %.o,$^) $(core) \
	  $(call pkg_libs,cmocka libbrotlienc) $(CORE_LIBS)
$(addprefix $(BUILD)/tests/unit/,app/change/test_many store/test_store_many): own_ldflags += -Wl,--wrap=strcmp
# What is pure in ui/ is tested without curses too; the demo shows its base alone.
$(filter $(addprefix $(BUILD)/tests/unit/ui/,term/% view/%),$(unit)) $(BUILD)/tests/e2e/screen/test_cells: \
  $(call obj,ui/term/draw/rect.c ui/term/input/report.c ui/term/input/torn.c ui/view/frame.c ui/view/mouse.c)
$(BUILD)/tests/unit/ui/view/test_view_drain: $(call obj,ui/view/view_drain.c)
$(filter $(BUILD)/tests/e2e/term/test_term%,$(e2e)): $(BUILD)/tests/e2e/term/termdemo
$(BUILD)/tests/e2e/term/termdemo: $(call obj,tests/e2e/term/termdemo.c $(filter-out ui/ui.c ui/view/%,$(ui_src))) $(core)
	$(Q)mkdir -p $(@D); echo "LINK $@"; $(link) -o $@ $^ $(UI_LIBS) $(CORE_LIBS)
$(fetch) $(e2e) $(script): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(kit) $(core)
	$(Q)mkdir -p $(@D); echo "LINK $@"; $(link) -o $@ $(filter %.o,$^) $(kit) $(core) \
	  $(call pkg_libs,$(TEST_PKGS)) $(CORE_LIBS)

$(fuzzers): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(core)
	$(Q)mkdir -p $(@D); echo "LINK $@"; $(link) -o $@ $^ $(CORE_LIBS)

# Preloaded into the program by a test.
$(BUILD)/tests/e2e/end/test_crash: $(BUILD)/tests/e2e/end/broken.so
$(BUILD)/tests/e2e/end/test_sweep: $(BUILD)/tests/e2e/end/deadly.so
$(BUILD)/tests/e2e/end/deadly.so: tests/e2e/end/deadly.h
$(BUILD)/tests/e2e/end/%.so: tests/e2e/end/preload/%.c $(BUILD)/obj/.flags
	$(Q)mkdir -p $(@D); echo "LINK $@"; $(compile) -fPIC -shared -o $@ $<

$(BUILD)/obj/ui/%.o: own_cppflags += $(UI_CFLAGS)
$(BUILD)/obj/tests/bench/%.o: own_cppflags += $(UI_CFLAGS)
$(BUILD)/obj/tests/sim/%.o: own_cppflags += $(call pkg_cflags,$(SIM_PKGS))
$(BUILD)/obj/tests/sim/fill/seed.o: own_cppflags += -DSIM_SEEDS='"$(abspath tests/sim/seeds)"'
$(BUILD)/obj/tests/%.o: own_cppflags += $(call pkg_cflags,$(TEST_PKGS))
# cmocka 2 has another name for assert_in_range(); cmocka 1 has no other.
$(BUILD)/obj/tests/%.o: own_cflags += -Wno-deprecated-declarations
$(BUILD)/obj/%.o: %.c $(BUILD)/obj/.flags
	$(Q)mkdir -p $(@D); echo "CC   $<"; $(compile) $(CORE_CFLAGS) -MMD -MP -c -o $@ $<
$(call obj,$(filter-out tests/%,$(filter %.c,$(c_files)))): | need-build
$(call obj,$(filter tests/sim/%.c,$(c_files))): | need-demo
$(call obj,$(filter-out tests/sim/%,$(filter tests/%.c,$(c_files)))): | need-test
# Libraries that are missing are named, with how to get them, before a compiler stumbles over them.
pkgs-build := $(CORE_PKGS) 'libcurl >= 7.85' ncursesw
pkgs-demo  := $(pkgs-build) $(SIM_PKGS)
pkgs-test  := $(pkgs-demo) $(TEST_PKGS)
need-build need-demo need-test: need-%:
	@$(PKG_CONFIG) --exists $(pkgs-$*) || { sh .ci/deps -n $*; echo 'To install what is missing: sh .ci/deps $*' >&2; exit 1; }
# Objects depend on the flags they were built with; what a folder adds to them is not among these,
# or who asks first would decide.
flags := $(compile)
$(BUILD)/obj/.flags: FORCE
	$(Q)mkdir -p $(@D); echo '$(subst ','\'',$(flags))' > $@.tmp; \
	cmp -s $@.tmp $@ && rm $@.tmp || mv $@.tmp $@
-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

# The README's tables are made from the program's own.
$(docs): $(call obj,$(docs_src)) $(core)
	$(Q)echo "LINK $@"; $(link) -o $@ $^ $(CORE_LIBS)
$(shots): $(call obj,tests/e2e/shots.c) $(kit) $(core)
	$(Q)mkdir -p $(@D); echo "LINK $@"; $(link) -o $@ $^ $(call pkg_libs,$(TEST_PKGS)) $(CORE_LIBS)

$(check_json): $(call obj,tests/conformance/check_json.c) $(core)
	$(Q)mkdir -p $(@D); echo "LINK $@"; $(link) -o $@ $^ $(CORE_LIBS)

# floor has nothing but curses to load before its main().
$(BUILD)/tests/bench/bench: $(call obj,$(bench_src)) $(kit) $(core)
	$(Q)mkdir -p $(@D); echo "LINK $@"; $(link) -o $@ $^ $(call pkg_libs,$(TEST_PKGS)) $(CORE_LIBS)
$(BUILD)/tests/bench/floor: $(call obj,tests/bench/floor.c tests/bench/list.c)
	$(Q)mkdir -p $(@D); echo "LINK $@"; $(link) -o $@ $^ $(UI_LIBS)
$(BUILD)/tests/bench/plain: $(call obj,tests/bench/plain.c tests/bench/list.c)
	$(Q)mkdir -p $(@D); echo "LINK $@"; $(link) -o $@ $^ $(UI_LIBS) $(call pkg_libs,libcurl)
$(addprefix $(BUILD)/tests/bench/,cost drain): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(core)
	$(Q)mkdir -p $(@D); echo "LINK $@"; $(link) -o $@ $^ $(CORE_LIBS)

demo:  ## install what is missing, then open the inspector on the simulator
	@sh .ci/deps demo
	@$(SUBMAKE) $(bin) $(sim)
	@exec $(sim) --demo -- $(bin)

test:  ## install what is missing, then build and run all tests
	@sh .ci/deps test
	@$(SUBMAKE) check

RUN_TESTS = CFQTOP_BIN=$(abspath $(bin)) CFQTOP_SIM=$(abspath $(or $(SIM),$(sim))) \
  CFQTOP_SCRIPT=$(script) sh tests/run
# Those that wait come first, so that at the end there is work for every processor.
check: $(unit) $(fetch) $(e2e) $(script) $(bin) $(sim)  ## run all tests (nothing is installed)
	@$(RUN_TESTS) $(scripts) $(e2e) $(fetch) $(unit)
unit: $(unit)  ## run the unit tests
	@$(RUN_TESTS) $^
# Of the program as a whole a few tests start every thread there is, in every order that counts.
threads := $(addprefix $(BUILD)/tests/e2e/,use/test_random end/test_keep end/test_leave take/test_take take/test_take_evidence \
  take/test_take_pipe use/test_batches use/test_trouble) $(fetch)
threaded: $(threads) $(bin)  ## run the tests that start threads
	@$(RUN_TESTS) $(threads)
asan:  ## all tests under AddressSanitizer and UBSan
	@CFQTOP_TEST_SLOW=4 $(SUBMAKE) MODE=asan check
tsan: $(sim)  ## the threaded tests under ThreadSanitizer
	@CFQTOP_TEST_SLOW=8 $(SUBMAKE) MODE=tsan SIM=$(sim) threaded
valgrind: $(unit) $(fetch) $(sim)  ## unit and fetch tests under valgrind
	@CFQTOP_TEST_SLOW=20 CFQTOP_TEST_UNDER='valgrind -q --error-exitcode=99 --leak-check=full' \
	$(RUN_TESTS) $(unit) $(fetch)

sweep: $(BUILD)/tests/e2e/end/test_sweep $(bin) $(sim)  ## end the program at every call in every way, with leases held (half an hour)
	@CFQTOP_BIN=$(abspath $(bin)) CFQTOP_SIM=$(abspath $(sim)) CFQTOP_SWEEP=all $<

conformance: $(sim) $(check_json)  ## the official SDK against the simulator, the JSON Parsing Test Suite through json_check()
	@sh tests/conformance/run $(sim) $(check_json)

bench: $(bench) $(bin) $(sim)  ## measure speed and cost beside curl, jq, less (never fails on a figure)
	@CFQTOP_SIM=$(abspath $(sim)) sh tests/bench/run $(abspath $(bin)) $(abspath $(BUILD)/tests/bench)

FUZZ_SECONDS ?= 60
fuzz:  ## run each fuzzer for FUZZ_SECONDS (clang)
	@$(SUBMAKE) MODE=fuzz CC=clang run-fuzzers
clang: $(call obj,src/main.c $(ui_src) $(sim_src)) $(fuzzers)
run-fuzzers: $(fuzzers)
	@printf '%s\n' $(^F) | xargs -P $(JOBS) -I NAME sh -c 'cd $(BUILD) && mkdir -p NAME.corpus && \
	  if tests/fuzz/NAME -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -artifact_prefix=NAME. NAME.corpus \
	    >NAME.log 2>&1; then tail -n 1 NAME.log | sed "s/^/NAME: /"; else tail -n 40 NAME.log; exit 1; fi'

N    ?= 100
SEED ?= 1
mutate:  ## change N places of src/ chosen by SEED, one at a time: do the tests notice?
	@python3 tests/mutate.py -n $(N) --seed $(SEED)
mutable: $(unit) $(fetch) $(e2e) $(script) $(bin) $(sim)

format:  ## lay the code out as .clang-format says
	@clang-format -i $(c_files)
format-check:  ## fail where the layout differs
	@clang-format --dry-run -Werror $(c_files)
layers: $(call obj,$(core_src) src/main.c $(ui_src))  ## fail where a folder includes one above it, or files call each other in a circle
	@sh .ci/layers
	@sh .ci/circles $^
lint:  ## clang-tidy, cppcheck, banned functions, size limits, shellcheck
	@sh .ci/banned
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability --error-exitcode=1 \
	  --inline-suppr --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches \
	  -Isrc -I. -D__linux__ -DCFQTOP_VERSION='"x"' src ui tests/sim tests/harness
	@printf '%s\n' $(core_src) src/main.c $(ui_src) $(sim_src) $(kit_src) | xargs -P 2 -I FILE \
	  sh .ci/tidy FILE \
	  -std=c11 $(own_cppflags) $(CORE_CFLAGS) $(UI_CFLAGS) $(call pkg_cflags,$(SIM_PKGS) $(TEST_PKGS))
	@shellcheck .ci/run .ci/deps .ci/layers .ci/circles .ci/banned .ci/tidy tests/run tests/conformance/run tests/bench/run tests/install tests/checks

# The simulator's README ends with what the simulator prints of itself.
sim_readme := tests/sim/README.md
print_sim_readme = sed '/^<!-- generated/q' $(sim_readme) && $(sim) --index
docs: $(docs) $(sim)  ## write the generated tables into README.md and tests/sim/README.md
	@$(docs) README.md > build/README.new && cat build/README.new > README.md
	@{ $(print_sim_readme); } > build/README.new && cat build/README.new > $(sim_readme)
docs-check: $(docs) $(sim)  ## fail when they are not what `make docs` would write
	@$(docs) README.md | diff -u README.md - || { echo 'README.md: run make docs'; exit 1; }
	@{ $(print_sim_readme); } | diff -u $(sim_readme) - || { echo '$(sim_readme): run make docs'; exit 1; }

screenshots: $(shots) $(bin) $(sim)  ## make the README's pictures from the running program
	@CFQTOP_TEST_SLOW=4 CFQTOP_BIN=$(abspath $(bin)) CFQTOP_SIM=$(abspath $(sim)) $(shots) screenshots

install:  ## install what was built into DESTDIR and PREFIX
	@test -x $(bin) || { echo 'There is no $(bin) yet: run make first.' >&2; exit 1; }
	install -d $(DESTDIR)$(BINDIR)
	install -m 755 $(bin) $(DESTDIR)$(BINDIR)/cfqtop
uninstall:  ## remove what install put there
	rm -f $(DESTDIR)$(BINDIR)/cfqtop

clean:  ## delete build/
	rm -rf build
help:  ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*  ## \(.*\)/  \1\t\2/p' Makefile | expand -t 18
FORCE:
.PHONY: all demo test check unit threaded asan tsan valgrind conformance sweep bench fuzz mutate mutable format \
  format-check layers lint docs docs-check screenshots install uninstall clean help need-build need-demo need-test clang run-fuzzers FORCE
