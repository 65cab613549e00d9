# libnetral. `make run` shows it on the bundled articles, `make test` runs every test; both install what is missing first.

CC      ?= cc
BUILD   ?= build
VERSION := $(shell sed -n 's/^\#define NETRAL_VERSION "\(.*\)"/\1/p' include/netral.h)
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wconversion
OPT     ?= -O2 -g
CFLAGS  := -std=c11 $(OPT) $(WARN) $(EXTRA_CFLAGS)
CPPFLAGS := -Iinclude -D_POSIX_C_SOURCE=200809L
LIBS     = $(shell pkg-config --libs libpcre2-8 libutf8proc yaml-0.1)
CLI_LIBS = $(LIBS) $(shell pkg-config --libs jansson)
PREFIX  ?= /usr/local
comma   := ,

LIB_OBJECTS := $(patsubst lib/%.c,$(BUILD)/lib/%.o,$(wildcard lib/*.c))
CLI_OBJECTS := $(patsubst cli/%.c,$(BUILD)/cli/%.o,$(wildcard cli/*.c))
PACK_FILES  := $(sort $(wildcard lib/lexicon/*.txt)) $(sort $(wildcard lib/rules/*.yaml))

.PHONY: all man run test check bench goldens install clean setup
all: $(BUILD)/libnetral.a $(BUILD)/libnetral.so.0 $(BUILD)/netral

# ---- Set-up: the Debian packages that are missing ---------------------------------------------------------------------

setup:
	@cli/setup.sh build
setup-test:
	@cli/setup.sh build test
setup-bench:
	@cli/setup.sh build bench
.PHONY: setup-test setup-bench

run: setup
	@$(MAKE) --no-print-directory all
	@$(BUILD)/netral extract --format text $(sort $(wildcard corpora/articles/*))

# ---- The library --------------------------------------------------------------------------------------------------------

$(BUILD)/lib/%.o: lib/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -fPIC -fvisibility=hidden -MMD -MP -c $< -o $@

# The shipped pack: rules and lexicons, compiled by a small host program from the same sources, linked in as bytes.
HOST_OBJECTS := $(addprefix $(BUILD)/lib/,memory.o error.o unicode.o markup.o tokens.o token_sight.o token_steps.o token_joins.o yaml_tree.o nearest.o part.o \
                rule_reader.o lexicon_reader.o lexicon_table.o lexicon_json.o pattern.o pattern_program.o \
                program_walk.o program_reach.o description.o permitted.o arrivals.o beginnings.o token_automaton.o template.o pack_fields.o pack_context.o \
                pack_triggers.o pack_followers.o pack_bands.o pack_seats.o pack_answers.o pack_choices.o pack_merge.o pack_bits.o pack_moves.o \
                pack_image.o pack_build.o pack_overlay.o pack_words.o pack_lexicon.o pack_spelling.o pack_names.o pack_sets.o pack_rules.o pack_programs.o \
                deletions.o)
$(BUILD)/pack_compile: lib/tools/pack_compile.c $(HOST_OBJECTS)
	$(CC) $(CPPFLAGS) $(CFLAGS) $^ $(LIBS) -o $@
# A folder is newer than the pack when a file has come, gone or been renamed.
$(BUILD)/shipped.pack: $(BUILD)/pack_compile $(PACK_FILES) lib/rules lib/lexicon
	$(BUILD)/pack_compile $@ $(PACK_FILES)
$(BUILD)/shipped.o: $(BUILD)/shipped.pack lib/tools/shipped.S
	$(CC) -c -DPACK_FILE='"$(BUILD)/shipped.pack"' lib/tools/shipped.S -o $@

$(BUILD)/libnetral.a: $(LIB_OBJECTS) $(BUILD)/shipped.o
	rm -f $@
	ar rcs $@ $^
$(BUILD)/libnetral.so.0: $(LIB_OBJECTS) $(BUILD)/shipped.o
	$(CC) $(CFLAGS) -shared -Wl,-soname,libnetral.so.0 -Wl,-z,noexecstack $^ $(LIBS) -o $@
	ln -sf libnetral.so.0 $(BUILD)/libnetral.so

# ---- The command line: against the public header alone ------------------------------------------------------------------

$(BUILD)/cli/%.o: cli/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@
# Where the libraries are there to be linked in, as in Debian, they are: finding four shared ones takes as long as reading an article.
LINKED_IN := $(if $(filter-out /%,$(foreach name,pcre2-8 utf8proc yaml jansson,$(shell $(CC) -print-file-name=lib$(name).a))),,yes)
$(BUILD)/netral: $(CLI_OBJECTS) $(BUILD)/libnetral.a
	$(CC) $(CFLAGS) $^ $(if $(LINKED_IN),-Wl$(comma)-Bstatic $(CLI_LIBS) -Wl$(comma)-Bdynamic,$(CLI_LIBS)) -o $@

$(BUILD)/netral.pc: include/netral.h
	@mkdir -p $(@D)
	printf 'prefix=%s\nName: netral\nDescription: Officials, institutions, regulations and dates in Indonesian text\nVersion: %s\nRequires.private: libpcre2-8 libutf8proc yaml-0.1\nLibs: -L$${prefix}/lib -lnetral\nCflags: -I$${prefix}/include\n' '$(PREFIX)' '$(VERSION)' > $@

# The man pages are made from the manual of rules and from what the command says of itself: there is no second copy.
man: $(BUILD)/man/netral-rules.5 $(BUILD)/man/netral.1
$(BUILD)/man/netral-rules.5: lib/rules/README.md lib/tools/manual.awk
	@mkdir -p $(@D)
	awk -f lib/tools/manual.awk -v section=5 -v version=$(VERSION) $< > $@
$(BUILD)/man/netral.1: $(BUILD)/netral cli/manual.sh lib/tools/manual.awk
	@mkdir -p $(@D)
	cli/manual.sh $(BUILD)/netral | awk -f lib/tools/manual.awk -v section=1 -v version=$(VERSION) > $@

install: all man $(BUILD)/netral.pc
	install -d $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/bin
	install -m 644 include/netral.h $(DESTDIR)$(PREFIX)/include
	install -m 644 $(BUILD)/libnetral.a $(BUILD)/libnetral.so.0 $(DESTDIR)$(PREFIX)/lib
	ln -sf libnetral.so.0 $(DESTDIR)$(PREFIX)/lib/libnetral.so
	install -m 644 $(BUILD)/netral.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig
	install $(BUILD)/netral $(DESTDIR)$(PREFIX)/bin
	install -d $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 $(BUILD)/man/netral.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(BUILD)/man/netral-rules.5 $(DESTDIR)$(PREFIX)/share/man/man5

clean:
	rm -rf $(BUILD)

-include $(wildcard tests/tests.mk tests/bench/bench.mk)
-include $(LIB_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d)
