# cfqtop: build, run and check.  `make help` lists the targets.
# GNU make 4; everything that is built lands in build/.
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

# One folder a layer; each may include only those before it.  `make layers` holds this.
LAYERS := base model body api net app cli

pkg_cflags = $(shell $(PKG_CONFIG) --cflags $(1) 2>/dev/null)
pkg_libs   = $(shell $(PKG_CONFIG) --libs $(1) 2>/dev/null)
CORE_PKGS  := libcurl jansson inih nettle
# Debian's ncursesw.pc adds -D_XOPEN_SOURCE=600, which clashes with ours.
UI_CFLAGS  := $(filter-out -D_XOPEN_SOURCE% -D_DEFAULT_SOURCE,$(call pkg_cflags,ncursesw))
UI_LIBS    := $(call pkg_libs,ncursesw)
CORE_CFLAGS := $(call pkg_cflags,$(CORE_PKGS))
CORE_LIBS  := $(call pkg_libs,$(CORE_PKGS)) -lpthread
TEST_PKGS  := libcurl jansson cmocka vterm
SIM_PKGS   := libmicrohttpd jansson

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes \
        -Wmissing-prototypes -Wcast-qual -Wpointer-arith -Wwrite-strings -Wundef -Wvla -Wswitch-enum
opt-release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
opt-asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
opt-tsan    := -O1 -g -fsanitize=thread
opt-debug   := -O0 -g3
link-release := -pie -Wl,-z,relro,-z,now
link-asan    := -fsanitize=address,undefined
link-tsan    := -fsanitize=thread

CPPFLAGS += -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -D_GNU_SOURCE -DCFQTOP_VERSION='"$(VERSION)"' -Isrc -I.
CFLAGS   += -std=c11 $(WARN) $(opt-$(MODE)) $(if $(WERROR),-Werror)
LDFLAGS  += $(link-$(MODE))

core_src := $(wildcard $(addprefix src/,$(addsuffix /*.c,$(LAYERS))))
ui_src   := $(wildcard ui/*.c)
sim_src  := $(wildcard tests/sim/*.c)
kit_src  := $(wildcard tests/harness/*.c)
unit_src := $(wildcard tests/unit/test_*.c)
fetch_src := $(wildcard tests/fetch/test_*.c)
e2e_src  := $(wildcard tests/e2e/test_*.c)

obj   = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
core  := $(BUILD)/libcfqtop.a
kit   := $(BUILD)/libharness.a
bin   := $(BUILD)/cfqtop
sim   := $(BUILD)/cfqtop-sim
unit  := $(patsubst tests/%.c,$(BUILD)/tests/%,$(unit_src))
fetch := $(patsubst tests/%.c,$(BUILD)/tests/%,$(fetch_src))
e2e   := $(patsubst tests/%.c,$(BUILD)/tests/%,$(e2e_src))

all: $(bin)  ## build the inspector (the default)

$(bin): $(call obj,src/main.c $(ui_src)) $(core)
	@echo "LINK $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(UI_LIBS) $(CORE_LIBS)
$(sim): $(call obj,$(sim_src)) $(core)
	@echo "LINK $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call pkg_libs,$(SIM_PKGS)) $(CORE_LIBS)
$(core): $(call obj,$(core_src))
	@rm -f $@; $(AR) rcs $@ $^
$(kit): $(call obj,$(kit_src))
	@rm -f $@; $(AR) rcs $@ $^

# Everything under src/ but main.c links here without curses: a curses call in it fails to link.
$(unit): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(core)
	@mkdir -p $(@D); echo "LINK $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call pkg_libs,cmocka) $(CORE_LIBS)
$(fetch) $(e2e): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(kit) $(core)
	@mkdir -p $(@D); echo "LINK $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call pkg_libs,$(TEST_PKGS)) $(CORE_LIBS)

$(BUILD)/obj/ui/%.o: CPPFLAGS += $(UI_CFLAGS)
$(BUILD)/obj/tests/sim/%.o: CPPFLAGS += $(call pkg_cflags,$(SIM_PKGS))
$(BUILD)/obj/tests/%.o: CPPFLAGS += $(call pkg_cflags,$(TEST_PKGS))
$(BUILD)/obj/%.o: %.c $(BUILD)/obj/.flags
	@mkdir -p $(@D); echo "CC   $<"; $(CC) $(CPPFLAGS) $(CORE_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
# Objects depend on the flags they were built with.
$(BUILD)/obj/.flags: FORCE
	@mkdir -p $(@D); echo '$(subst ','\'',$(CC) $(CPPFLAGS) $(CFLAGS))' > $@.tmp; \
	cmp -s $@.tmp $@ && rm $@.tmp || mv $@.tmp $@
-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

unit: $(unit)  ## run the unit tests
	@set -e; for t in $^; do $$t; done

clean:  ## delete build/
	rm -rf build
FORCE:
.PHONY: all unit clean FORCE
