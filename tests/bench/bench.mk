# The benchmark, no test: one table of what is measured beside what is wanted, and build/bench/result.json.
#     make bench                  on texts that tests/bench/generate.c makes
#     make bench BENCH_TEXT=FILE  with a file of your own for news (documents parted by form feeds)
# Each program prints its rows; report.c makes the table of them all.
BENCH_BYTES ?= 64000000
BENCH_HUGE  ?= 256000000
B           := $(BUILD)/bench
BENCH_TEXT  ?= $(B)/news-$(BENCH_BYTES).txt

BENCH_PROGRAMS := $(addprefix $(B)/,generate library threads growth process gazetteer report)
BENCH_TEXTS     = $(BENCH_TEXT) $(addprefix $(B)/,law-16000000.txt articles-64000000.txt lines-64000000.txt news-$(BENCH_HUGE).txt)

$(B)/%.o: tests/bench/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@
$(B)/generate: $(addprefix $(B)/,generate.o draw.o grammar.o paragraphs.o law.o)
	$(CC) $(CFLAGS) $^ -o $@
$(B)/library: $(addprefix $(B)/,library.o naive.o rows.o) $(BUILD)/libnetral.a
	$(CC) $(CFLAGS) $^ $(LIBS) $$(pkg-config --libs icu-uc) -o $@
$(B)/threads $(B)/growth $(B)/report: $(B)/%: $(B)/%.o $(B)/rows.o $(BUILD)/libnetral.a
	$(CC) $(CFLAGS) $^ $(LIBS) -lpthread -o $@
$(B)/gazetteer: $(addprefix $(B)/,gazetteer.o names.o rows.o) $(BUILD)/libnetral.a
	$(CC) $(CFLAGS) $^ $(LIBS) -o $@
$(B)/process: $(addprefix $(B)/,process.o rows.o)
	$(CC) $(CFLAGS) $^ -o $@
define TEXT_MAKING
$(B)/$(1)-%.txt: $(B)/generate $$(wildcard tests/bench/texts/*.txt corpora/articles/* corpora/gold/*.json)
	$(B)/generate $(1) $$* $$(sort $$(wildcard corpora/articles/*)) >$$@
endef
$(foreach kind,news law articles lines,$(eval $(call TEXT_MAKING,$(kind))))

bench: setup-bench
	@$(MAKE) --no-print-directory -s all $(BENCH_PROGRAMS) $(BENCH_TEXTS)
	@rm -f $(B)/rows.tsv
	@$(MAKE) --no-print-directory bench-rows
	@$(B)/report $(B)/rows.tsv $(B)/result.json
# One after another, so that none disturbs the next. The command is a copy, as an installed one is: a file that was written in one go
# lies in fewer and larger pieces of the system's cache than the linker's, and starts half a millisecond sooner.
bench-rows:
	@echo 'the library beside ICU' >&2; $(B)/library $(BENCH_TEXT) $(B)/law-16000000.txt >>$(B)/rows.tsv
	@echo 'threads' >&2; $(B)/threads $(BENCH_TEXT) >>$(B)/rows.tsv
	@echo 'whole processes' >&2; head -c 3500 corpora/articles/catatan-hukum-netralitas-asn.md >$(B)/article.txt; \
	 cp $(BUILD)/netral $(B)/netral; $(B)/process $(B)/netral $(B) $(BENCH_TEXT) $(B)/law-16000000.txt $(B)/articles-64000000.txt $(B)/lines-64000000.txt \
	  $(B)/article.txt $(BUILD)/shipped.pack >>$(B)/rows.tsv
	@echo 'growth' >&2; $(B)/growth $(B)/news-$(BENCH_HUGE).txt >>$(B)/rows.tsv
	@echo 'large packs' >&2; $(B)/gazetteer $(BENCH_TEXT) $(B)/packs >>$(B)/rows.tsv
.PHONY: bench bench-rows
-include $(wildcard $(B)/*.d)
