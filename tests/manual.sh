# The manual of rules (lib/rules/README.md) is true: its examples work as printed, its tables name every message, and the man pages
# that are made from it are whole.
. tests/common.sh
manual=lib/rules/README.md

# ---- Examples: a fence ```yaml NAME or ```text NAME is a file; those of one section are one pack ----

awk -v work="$work" '
	/^## / { section++ }
	!fence && /^```[a-z]+ [a-z-]+\.(yaml|txt)$/ {
		folder = work "/section" section
		if (!(folder in made)) { system("mkdir -p " folder); print folder; made[folder] = 1 }
		file = folder "/" $2
		fence = 1
		next
	}
	fence && /^```$/ { fence = 0; close(file); next }
	fence { print > file }' $manual >"$work/folders"
# A fence of YAML without a name would not be tested.
if grep -n '^```yaml *$' $manual >"$work/unnamed"; then
	fail fences "$(head -n 1 "$work/unnamed") is not named, so that nothing tests it"
else
	pass
fi
while IFS= read -r folder; do
	name=$(ls "$folder" | tr '\n' ' ')
	if netral rules check --strict "$folder" >"$work/out" 2>&1; then pass; else fail "check $name" "$(head -n 1 "$work/out")"; fi
	if netral rules test "$folder" >"$work/out" 2>&1; then pass; else fail "test $name" "$(head -n 1 "$work/out")"; fi
	files=$((${files:-0} + 1))
done <"$work/folders"
[ "${files:-0}" -ge 10 ] && pass || fail examples "only ${files:-0} sections with examples were found"

# ---- Messages: what the sources give, what the table says, what the tests show ----

awk -f tests/codes.awk lib/*.c cli/*.c | sort -u >"$work/given"
sed -n '/^## Messages/,$ s/^| `\([a-z][a-z0-9:-]*\)` |.*/\1/p' $manual | sort >"$work/told"
[ -s "$work/given" ] && pass || fail messages "the sources give none"
for name in $(comm -23 "$work/given" "$work/told"); do fail messages "$name is given by the sources, but not in the table of $manual"; done
for name in $(comm -13 "$work/given" "$work/told"); do fail messages "$name is in the table of $manual, but no source gives it"; done
for name in $(uniq -d "$work/told"); do fail messages "$name stands twice in the table"; done
# No file can show these: no test makes 4 GiB; bytes that are not UTF-8 are told before YAML is read. Memory is in api/allocator.c, by its
# code.
untested=' pack-size yaml-bytes memory '
for name in $(cat "$work/given"); do
	case $untested in *" $name "*) continue ;; esac
	if grep -rqE "\[$name\\\\?\]|\"$name\"|: $name: " tests/diagnostics tests/diagnostics.sh tests/cases tests/api tests/spec; then
		pass
	else
		fail messages "no test shows $name"
	fi
done

# ---- Keys: what the reader knows stands in the tables of keys ----

for key in $(sed -n '/const [a-z_]*keys\[\]/,/NULL};/p' lib/rule_reader.c | grep -o '"[a-z-]*"' | tr -d '"' | sort -u); do
	if grep -qE "^\| .*\`$key\`" $manual; then pass; else fail keys "the key $key is in no table"; fi
done

# ---- Man pages ----

check_page() {
	page=$BUILD/man/$1
	if [ ! -s "$page" ]; then
		fail "$1" "was not made"
		return
	fi
	awk '/^\.EE/ { example = 0 } !example { print } /^\.EX/ { example = 1 }' "$page" >"$work/text"
	if grep -qE '^(#|\||```)|\]\(' "$work/text"; then fail "$1" "Markdown is left in it: $(grep -E '^(#|\||```)|\]\(' "$work/text" | head -n 1)"; else pass; fi
	for heading in $2; do
		if grep -qi "^\.SH.*$heading" "$page"; then pass; else fail "$1" "has no section $heading"; fi
	done
}
case $BUILD in */asan) ;; *)
	check_page netral-rules.5 'name patterns context vetoes messages limits'
	check_page netral.1 'name extract tokens normalize rules eval'
	if [ "$(grep -c '^\.EX' "$BUILD/man/netral-rules.5")" -gt "$(grep -c '^```[a-z]' $manual)" ]; then pass; else fail netral-rules.5 "has lost examples"; fi
	;;
esac
finish
