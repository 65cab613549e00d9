# The benchmark: netral beside ICU's word segmentation of the same bytes, alternating in one run. It is no test.
#     make bench                  on texts made from corpora/articles
#     make bench BENCH_TEXT=FILE  on a file of your own
BENCH_BYTES ?= 16000000
BENCH_TEXT  ?= $(BUILD)/bench/articles.txt

$(BUILD)/bench/generate: tests/bench/generate.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $< -o $@
$(BUILD)/bench/articles.txt: $(BUILD)/bench/generate $(wildcard corpora/articles/*)
	@mkdir -p $(@D)
	$(BUILD)/bench/generate $(BENCH_BYTES) $(sort $(wildcard corpora/articles/*)) > $@
$(BUILD)/bench/compare: tests/bench/compare.c $(BUILD)/libnetral.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $^ $(LIBS) $$(pkg-config --libs icu-uc) -o $@
$(BUILD)/bench/gazetteer: tests/bench/gazetteer.c tests/bench/names.c tests/bench/names.h $(BUILD)/libnetral.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -Itests/bench $(filter-out %.h,$^) $(LIBS) -o $@

bench: setup-bench
	@$(MAKE) --no-print-directory all $(BUILD)/bench/compare $(BUILD)/bench/gazetteer $(BENCH_TEXT)
	@$(BUILD)/bench/compare $(BENCH_TEXT) $(BUILD)/bench/result.json
	@$(MAKE) --no-print-directory bench-gazetteer
# What large packs cost: a million entries, ten times the rules.
bench-gazetteer: $(BUILD)/bench/gazetteer $(BENCH_TEXT)
	@$(BUILD)/bench/gazetteer $(BENCH_TEXT) $(BUILD)/bench/gazetteer.d
.PHONY: bench bench-gazetteer
