# What every group of tests shares. A group is a script NAME.sh, started by run.sh from the top of the repository with
#
#   BUILD   the build that is tested: build, or build/asan
#
# It prints one line for each test that fails and, as its last line, `NAME: N passed, N failed` (finish does).

group=$(basename "$0" .sh)
root=$PWD
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
work=$BUILD/work/$group # scratch: kept after the run, so that a failure can be looked at
rm -rf "$work"
mkdir -p "$work/bin"

# The command under test is the only `netral` there is.
ln -sf "$BUILD/netral" "$work/bin/netral"
PATH=$work/bin:$PATH

# Messages of the system (strerror, sort) in one language; a sanitizer's report is never taken for a usual exit status.
LC_ALL=C
TOP=$root # for cases that read what the repository holds
export LC_ALL PATH BUILD TOP
unset NO_COLOR CLICOLOR CLICOLOR_FORCE
ASAN_OPTIONS=exitcode=99:detect_stack_use_after_return=1:allocator_may_return_null=1
UBSAN_OPTIONS=print_stacktrace=1
export ASAN_OPTIONS UBSAN_OPTIONS

passed=0
failed=0

pass() {
	passed=$((passed + 1))
}

# fail NAME WHAT: one line.
fail() {
	failed=$((failed + 1))
	printf 'FAIL %s/%s: %s\n' "$group" "$1" "$2"
}

# skip NAME WHY: told, but not counted.
skip() {
	printf 'skip %s/%s: %s\n' "$group" "$1" "$2"
}

# add_counts N M: results that a program counted itself.
add_counts() {
	passed=$((passed + $1))
	failed=$((failed + $2))
}

# run_counting NAME COMMAND...: a program that prints a FAIL line for each failure and ends with `N passed, N failed`.
# Ending in any other way is one failure more.
run_counting() {
	name=$1
	shift
	"$@" >"$work/$name.log" 2>&1
	status=$?
	counts=$(tail -n 1 "$work/$name.log" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
	sed -n "s|^FAIL |FAIL $group/$name: |p" "$work/$name.log"
	if [ -z "$counts" ]; then
		fail "$name" "broke off with status $status; see $work/$name.log"
		return
	fi
	# shellcheck disable=SC2086 # two numbers, two words
	add_counts $counts
	if [ "$status" -gt 1 ]; then # a sanitizer speaks after the last line
		fail "$name" "ended with status $status; see $work/$name.log"
	fi
}

# first_difference WANTED FOUND: says in one line where two files part; prints nothing when they are the same.
first_difference() {
	cmp -s "$1" "$2" && return
	awk -v wanted="$1" '
		function shorten(s) { return length(s) > 300 ? substr(s, 1, 300) "…" : s }
		function report(want, found) { printf "line %d: wanted %s, found %s\n", n, want, found; told = 1; exit }
		{
			n++
			if ((getline line < wanted) <= 0) report("nothing more", "«" shorten($0) "»")
			if (line "" != $0 "") report("«" shorten(line) "»", "«" shorten($0) "»")
		}
		END {
			if (told) exit
			n++
			if ((getline line < wanted) > 0) report("«" shorten(line) "»", "nothing more")
			printf "the last line feed, or a byte that awk does not see, differs: cmp %s %s\n", wanted, FILENAME
		}' "$2"
}

finish() {
	printf '%s: %d passed, %d failed\n' "$group" "$passed" "$failed"
	[ "$failed" -eq 0 ]
}
