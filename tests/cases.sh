# The folders of tests/cases: the command line as a person uses it. In a folder stand
#
#   command     a shell script; `netral` in it is the build under test. It runs in a copy of the folder. Status 77: skip
#   want.out    its whole standard output; no such file: nothing
#   want.err    one extended regular expression for each line of its standard error, which must match as a whole
#   want.exit   its exit status; no such file: 0
#   …           input files
#
# usage: cases.sh [--golden]; with --golden want.out and want.exit are rewritten from what was found (patterns are not).
. tests/common.sh

# Says in one line how the messages differ from the patterns.
match_lines() {
	awk -v patterns="$1" '
		{
			n++
			if ((getline pattern < patterns) <= 0) { printf "stderr line %d: wanted nothing more, found «%s»\n", n, $0; told = 1; exit }
			if ($0 !~ "^(" pattern ")$") { printf "stderr line %d: wanted «%s», found «%s»\n", n, pattern, $0; told = 1; exit }
		}
		END { if (!told && (getline pattern < patterns) > 0) printf "stderr line %d: wanted «%s», found nothing more\n", n + 1, pattern }' "$2"
}

# Writes what was found over what was wanted, and says so.
golden() {
	if [ -s "$1/found.out" ]; then cp "$1/found.out" "$2/want.out"; else rm -f "$2/want.out"; fi
	if [ "$(cat "$1/found.exit")" != 0 ]; then cp "$1/found.exit" "$2/want.exit"; else rm -f "$2/want.exit"; fi
	echo "changed: $2"
}

run_case() {
	here=$work/$1
	cp -R "tests/cases/$1" "$here"
	[ -f "$here/want.out" ] || : >"$here/want.out"
	[ -f "$here/want.err" ] || : >"$here/want.err"
	[ -f "$here/want.exit" ] || echo 0 >"$here/want.exit"
	(
		cd "$here" || exit 2
		sh ./command >found.out 2>found.err </dev/null
		echo $? >found.exit
	)
	if [ "$(cat "$here/found.exit")" = 77 ]; then
		skip "$1" "$(cat "$here/found.err")"
		return
	fi
	difference=$(first_difference "$here/want.exit" "$here/found.exit")
	[ -z "$difference" ] || difference="exit status: $difference"
	[ -n "$difference" ] || difference=$(first_difference "$here/want.out" "$here/found.out")
	[ -n "$difference" ] || difference=$(match_lines "$here/want.err" "$here/found.err")
	if [ -z "$difference" ]; then
		pass
	elif [ "$2" = --golden ]; then
		golden "$here" "tests/cases/$1"
	else
		fail "$1" "$difference"
	fi
}

for folder in tests/cases/*/; do
	run_case "$(basename "$folder")" "${1-}"
done
finish
