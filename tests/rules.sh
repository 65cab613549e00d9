# The examples that stand in the rules themselves, and the names of the rules.
. tests/common.sh

netral rules test >"$work/out" 2>"$work/err"
status=$?
counts=$(tail -n 1 "$work/out" | sed -n 's/^\([0-9]*\) examples hold, \([0-9]*\) do not$/\1 \2/p')
sed -n "s|^\(lib/rules/.*:[0-9]*: .*\)|FAIL $group/\1|p" "$work/out"
if [ -z "$counts" ]; then
	fail test "broke off with status $status: $(head -n 1 "$work/err")"
else
	# shellcheck disable=SC2086 # two numbers, two words
	add_counts $counts
fi
[ ! -s "$work/err" ] || fail test "$(head -n 1 "$work/err")"

# Every rule shows at least one text that it matches; one that only keeps others away (type veto), a text where nothing is found.
netral rules list >"$work/list"
for rule in $(awk -F '\t' '$5 == 0 && !($2 == "veto" && $6 > 0) { print $1 }' "$work/list"); do
	fail "$rule" "has no example of what it is for"
done
# What `rules check` warns of is mended in the shipped rules, or allowed by them.
if netral rules check --strict >"$work/check" 2>"$work/warnings"; then
	pass
else
	fail check "$(head -n 1 "$work/warnings")"
fi

[ -s "$work/list" ] && pass || fail list "there are no rules"
finish
