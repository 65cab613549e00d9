# tests/api/threads.c under ThreadSanitizer, which sees a race even when it did no harm. $BUILD is build/tsan.
. tests/common.sh

TSAN_OPTIONS=exitcode=98
export TSAN_OPTIONS
if "$BUILD/tests/tsan_works" >/dev/null 2>&1; then
	run_counting race "$BUILD/tests/api/threads"
	sed -n 's/^WARNING: ThreadSanitizer: /FAIL threads\/race: /p' "$work/race.log" | sort | uniq -c
else
	skip race "ThreadSanitizer does not run on this machine"
fi
finish
