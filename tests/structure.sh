# The shape of the source: what may include what, what the library exports, and how long things are.
. tests/common.sh

# ---- Stages: a file of lib/ includes headers of its own stage or of earlier ones (tests/stages.txt) ----

check_stages() {
	awk '
		FILENAME == ARGV[1] {
			sub(/#.*/, "")
			if (NF) stage++
			for (i = 1; i <= NF; i++) {
				if (sub(/\*$/, "", $i)) family[$i] = stage
				else order[$i] = stage
			}
			next
		}
		function stage_of(stem,   prefix) {
			if (stem in order) return order[stem]
			for (prefix in family)
				if (index(stem, prefix) == 1) return family[prefix]
			return 0
		}
		FNR == 1 {
			name = FILENAME
			sub(/.*\//, "", name)
			sub(/\.[ch]$/, "", name)
			if (!stage_of(name)) print FILENAME ": is in no stage of tests/stages.txt"
		}
		/^[ \t]*#[ \t]*include[ \t]*"/ {
			header = $0
			sub(/^[^"]*"/, "", header)
			sub(/".*/, "", header)
			stem = header
			sub(/\.h$/, "", stem)
			if (header == "netral.h" || !stage_of(name)) next
			if (!stage_of(stem)) print FILENAME ":" FNR ": includes \"" header "\", which is in no stage"
			else if (stage_of(stem) > stage_of(name))
				print FILENAME ":" FNR ": includes \"" header "\" of a later stage"
		}' tests/stages.txt lib/*.c lib/*.h
}

# The command line sees the library only through its public header.
check_cli() {
	for header in lib/*.h; do
		grep -n "#.*include.*[\"/]$(basename "$header")\"" cli/*.c cli/*.h | while IFS=: read -r file line _; do
			[ -f "cli/$(basename "$header")" ] || echo "$file:$line: includes $header, not the public header"
		done
	done
	grep -n '#.*include.*lib/' cli/*.c cli/*.h
}

# ---- Exports: what the header declares, no more and no less ----

check_exports() {
	sed -n 's/^NETRAL_API .*[ *]\(netral_[a-z0-9_]*\)(.*/\1/p' include/netral.h | sort >"$work/declared"
	nm -D --defined-only "$BUILD/libnetral.so.0" | awk '{ print $3 }' | sed 's/@.*//' | sort >"$work/exported"
	[ -s "$work/declared" ] || echo "include/netral.h declares nothing"
	comm -23 "$work/declared" "$work/exported" | sed 's/$/: declared, but not exported/'
	comm -13 "$work/declared" "$work/exported" | sed 's/$/: exported, but not declared/'
}

# ---- The library keeps no state and never ends or speaks for the program ----

# Constant tables with pointers in them are in .data.rel.ro, which is read-only once the program runs.
check_state() {
	nm -f sysv "$BUILD/libnetral.a" 2>/dev/null | awk -F '|' '
		{ gsub(/ /, "", $7); gsub(/ /, "", $1) }
		$7 ~ /^(\.data|\.bss|COM|\*COM\*)/ && $7 !~ /^\.data\.rel\.ro/ { print $1 ": is writable global data" }'
}

check_calls() {
	nm -u "$BUILD/libnetral.a" 2>/dev/null | awk '
		$NF ~ /^(abort|exit|_exit|printf|puts|putchar|perror|stdout|stderr|setlocale|signal|__assert_fail|rand|srand|system|getenv)$/ {
			print $NF ": the library calls it"
		}' | sort -u
}

# ---- Lengths ----

# A function begins at a line that starts with a name and has a parenthesis, and ends at the next brace in the first column.
check_lengths() {
	awk '
		FNR == 1 { file_end(); start = 0 }
		{ lines = FNR; last = FILENAME }
		/^[A-Za-z_].*\(/ && !/;$/ { start = start ? start : FNR }
		/;$/ && /^[A-Za-z_ ]/ && !open { start = 0 }
		/\{$/ { open = 1 }
		/^}/ {
			if (start && FNR - start + 1 > 100) print FILENAME ":" start ": a function of " FNR - start + 1 " lines, more than 100"
			start = open = 0
		}
		END { file_end() }
		function file_end() { if (lines > 600) print last ": has " lines " lines, more than 600" }' "$@"
}

# expect_nothing NAME COMMAND...: a test that fails with each line that the command prints.
expect_nothing() {
	name=$1
	shift
	"$@" >"$work/$name" 2>&1
	if [ ! -s "$work/$name" ]; then
		pass
		return
	fi
	while IFS= read -r line; do
		fail "$name" "$line"
	done <"$work/$name"
}

sources=$(find lib cli include tests tools -name '*.[ch]' 2>/dev/null)

expect_nothing stages check_stages
expect_nothing cli check_cli
expect_nothing exports check_exports
expect_nothing state check_state
expect_nothing calls check_calls
# shellcheck disable=SC2086 # file names without spaces
expect_nothing lengths check_lengths $sources
finish
