# Building and running the tests; included by the Makefile.
#
#   make check     the everyday run: the plain build, without the slow groups
#   make test      everything: the plain build, the same under AddressSanitizer and UndefinedBehaviorSanitizer, threads under
#                  ThreadSanitizer, growth, leaks under valgrind
#   make goldens   writes what is found now into tests/spec, tests/cases and tests/gold/floor.tsv, to be reviewed as a diff
#
# Three builds of the same sources, each with its own copies of everything: $(BUILD), $(BUILD)/asan, $(BUILD)/tsan.

ASAN := $(BUILD)/asan
TSAN := $(BUILD)/tsan

TEST_FLAGS := -g -fno-omit-frame-pointer
# Words are read byte by byte here, as on machines without SSE2 (lib/word_bytes.h): all goldens hold for both ways.
ASAN_FLAGS := -O1 $(TEST_FLAGS) -fsanitize=address,undefined -fno-sanitize-recover=all -U__SSE2__
TSAN_FLAGS := -O1 $(TEST_FLAGS) -fsanitize=thread
TEST_LIBS = $(CLI_LIBS) -lpthread

LIB_OBJECTS_OF = $(patsubst %.c,$(1)/%.o,$(wildcard lib/*.c)) $(BUILD)/shipped.o
CLI_OBJECTS_OF = $(patsubst %.c,$(1)/%.o,$(wildcard cli/*.c))

# tests/api/NAME.c is a program of its own, tests/gold and tests/growth hold one each.
API_PROGRAMS := $(patsubst %.c,%,$(wildcard tests/api/*.c))
TEST_PROGRAMS := $(API_PROGRAMS) tests/gold/score
PROGRAMS_OF = $(addprefix $(1)/,$(TEST_PROGRAMS))

$(BUILD)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(TEST_FLAGS) -MMD -MP -c -o $@ $<

$(ASAN)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(ASAN_FLAGS) -MMD -MP -c -o $@ $<

$(TSAN)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(TSAN_FLAGS) -MMD -MP -c -o $@ $<

$(ASAN)/libnetral.a: $(call LIB_OBJECTS_OF,$(ASAN))
	rm -f $@
	$(AR) rcs $@ $^

$(TSAN)/libnetral.a: $(call LIB_OBJECTS_OF,$(TSAN))
	rm -f $@
	$(AR) rcs $@ $^

$(ASAN)/netral: $(call CLI_OBJECTS_OF,$(ASAN)) $(ASAN)/libnetral.a
	$(CC) $(ASAN_FLAGS) -o $@ $^ $(TEST_LIBS)

# How a test program is linked: $(1) is the build, $(2) its flags.
define TEST_LINKING
$(addprefix $(1)/,$(API_PROGRAMS)): $(1)/tests/%: $(1)/tests/%.o $(1)/libnetral.a
	$$(CC) $(2) -o $$@ $$^ $$(TEST_LIBS)
$(1)/tests/gold/score: $(1)/tests/gold/score.o $$(filter-out %/main.o,$(call CLI_OBJECTS_OF,$(1))) $(1)/libnetral.a
	$$(CC) $(2) -o $$@ $$^ $$(TEST_LIBS)
$(1)/tests/growth/growth: $(1)/tests/growth/growth.o $(1)/libnetral.a
	$$(CC) $(2) -o $$@ $$^ $$(TEST_LIBS)
endef
$(eval $(call TEST_LINKING,$(BUILD),))
$(eval $(call TEST_LINKING,$(ASAN),$(ASAN_FLAGS)))
$(eval $(call TEST_LINKING,$(TSAN),$(TSAN_FLAGS)))

# Whether programs with ThreadSanitizer run at all here; where they cannot be built the file is left empty.
$(TSAN)/tests/tsan_works:
	@mkdir -p $(@D)
	echo 'int main(void) { return 0; }' | $(CC) -x c -fsanitize=thread -o $@ - || : >$@

PLAIN_BUILD := $(BUILD)/netral $(BUILD)/libnetral.a $(BUILD)/libnetral.so.0 $(BUILD)/man/netral-rules.5 $(BUILD)/man/netral.1
PLAIN_TESTS := $(PLAIN_BUILD) $(call PROGRAMS_OF,$(BUILD))
ASAN_TESTS := $(ASAN)/netral $(call PROGRAMS_OF,$(ASAN))
TSAN_TESTS := $(TSAN)/tests/api/threads $(TSAN)/tests/tsan_works

# `build:group` for tests/run.sh, in the order in which a failure says most.
EVERYDAY := $(addprefix $(BUILD):,structure rules diagnostics manual spec cases api gold)
SLOW := $(BUILD):growth $(addprefix $(ASAN):,rules diagnostics manual spec cases api gold) $(TSAN):threads $(BUILD):memory

# What `make goldens` rewrites; `make goldens GOLDENS=gold` only raises the floor.
GOLDENS ?= spec cases gold

.PHONY: check test goldens check-build test-build
check-build: $(PLAIN_TESTS)
test-build: $(PLAIN_TESTS) $(BUILD)/tests/growth/growth $(ASAN_TESTS) $(TSAN_TESTS)

# Building comes behind the set-up in a make of its own, for nothing can be compiled before it.
check: setup
	@$(MAKE) --no-print-directory check-build
	@tests/run.sh $(EVERYDAY)

test: setup-test
	@$(MAKE) --no-print-directory test-build
	@tests/run.sh $(EVERYDAY) $(SLOW)

goldens: setup
	@$(MAKE) --no-print-directory check-build
	@for group in $(GOLDENS); do BUILD=$(BUILD) sh tests/$$group.sh --golden; done
	@echo 'Now review the diff of tests/: a golden that changed is a result that changed.'

-include $(wildcard $(BUILD)/tests/*/*.d $(ASAN)/*/*.d $(ASAN)/tests/*/*.d $(TSAN)/*/*.d $(TSAN)/tests/*/*.d)
