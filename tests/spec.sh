# The chapters of tests/spec: every fenced example is a test.
#
#     ```netral extract --format tsv | cut -f 2,5,8
#     Kepala BKN Hartoyo Dwi Prasetyo hadir.
#     ---
#     person→Hartoyo Dwi Prasetyo→Hartoyo Dwi Prasetyo
#     ```
#
# The first line is a shell command that names netral; the lines up to the *last* `---` are its standard input; the rest is
# wanted: standard output, then standard error, then `exit N` when the status is not 0. A tab is shown as `→`. A longer
# fence (````) allows ``` in the input.
#
# usage: spec.sh [--golden]; with --golden what was found is written into the chapters, to be reviewed as a diff.
. tests/common.sh

# Cuts a chapter into $work/CHAPTER.LINE.command, .input and .want, and prints each CHAPTER.LINE.
split_chapter() {
	awk -v chapter="$(basename "$1" .md)" -v work="$work" '
		function save(suffix, text) { printf "%s", text > (base suffix); close(base suffix) }
		!fence && /^```+[^`]*netral/ {
			match($0, /^`+/)
			fence = substr($0, 1, RLENGTH)
			name = chapter "." NR
			base = work "/" name
			save(".command", substr($0, RLENGTH + 1) "\n")
			input = rest = seen = ""
			next
		}
		fence && $0 == fence {
			save(".input", input)
			save(".want", rest)
			print name
			fence = ""
			next
		}
		fence && $0 == "---" { input = input (seen ? "---\n" : "") rest; rest = ""; seen = 1; next }
		fence { rest = rest $0 "\n" }' "$1"
}

# Puts $work/CHAPTER.LINE.got in the place of what was wanted.
golden_chapter() {
	awk -v chapter="$(basename "$1" .md)" -v work="$work" '
		function copy(file,   line) { while ((getline line < file) > 0) print line; close(file) }
		!fence && /^```+[^`]*netral/ {
			match($0, /^`+/)
			fence = substr($0, 1, RLENGTH)
			base = work "/" chapter "." NR
			print
			next
		}
		fence && $0 == fence {
			copy(base ".input")
			print "---"
			copy(base ".got")
			fence = ""
		}
		!fence' "$1" >"$work/chapter.md" && cat "$work/chapter.md" >"$1"
}

run_example() {
	(
		cd "$work" || exit 2
		sh "./$1.command" <"$1.input" >"$1.out" 2>"$1.err"
		status=$?
		{
			cat "$1.out" "$1.err"
			[ "$status" -eq 0 ] || echo "exit $status"
		} | sed 's/	/→/g' >"$1.got"
	)
}

for chapter in tests/spec/*.md; do
	for name in $(split_chapter "$chapter"); do
		run_example "$name"
		difference=$(first_difference "$work/$name.want" "$work/$name.got")
		if [ -z "$difference" ]; then
			pass
		elif [ "${1-}" = --golden ]; then
			echo "changed: $chapter:${name##*.}: $difference"
		else
			fail "$(basename "$chapter"):${name##*.}" "$difference"
		fi
	done
	[ "${1-}" != --golden ] || golden_chapter "$chapter"
done
finish
