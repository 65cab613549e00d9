# valgrind on one extract of every kind of output: no leak, no use of what was never written. Skipped where there is none.
. tests/common.sh

check_leaks() {
	name=$1
	shift
	valgrind --quiet --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all --error-exitcode=97 \
		--log-file="$work/$name.log" "$@" >"$work/$name.out" 2>"$work/$name.err"
	status=$?
	if [ "$status" -eq 0 ]; then
		pass
	else
		fail "$name" "status $status: $(grep -m 1 '^==' "$work/$name.log")"
	fi
}

if command -v valgrind >/dev/null; then
	article=corpora/articles/bkd-kalbar-disiplin-asn.md
	check_leaks extract netral extract --format jsonl "$article"
	check_leaks text netral extract --format text "$article"
	check_leaks tokens netral tokens "$article"
	check_leaks explain netral explain --text ASN "$article"
	check_leaks normalize netral normalize "$article"
	check_leaks eval netral eval --misses corpora/gold/bkd-kalbar-disiplin-asn.json "$article"
else
	skip all "valgrind is not installed"
fi
finish
