#!/bin/sh
# Runs groups of tests and adds up their counts.
#
# usage: tests/run.sh BUILD:GROUP...      for example  tests/run.sh build:spec build/asan:spec
#
# A group is tests/GROUP.sh (see common.sh). Prints a line for each failing test and for each group, and at the very end
# `N passed, N failed`; the status is 1 when anything failed.
set -u
cd "$(dirname "$0")/.." || exit 2

passed=0
failed=0
for job; do
	build=${job%:*}
	group=${job##*:}
	mkdir -p "$build/work"
	log=$build/work/$group.log
	BUILD=$build sh "tests/$group.sh" >"$log" 2>&1
	counts=$(tail -n 1 "$log" | sed -n "s/^$group: \([0-9]*\) passed, \([0-9]*\) failed\$/\1 \2/p")
	sed "s|^FAIL |FAIL $build:|; \$s|^|$build |" "$log"
	if [ -z "$counts" ]; then
		echo "FAIL $build $group: the group broke off, see above"
		counts='0 1'
	fi
	passed=$((passed + ${counts% *}))
	failed=$((failed + ${counts#* }))
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
