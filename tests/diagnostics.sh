# What is said of bad packs: tests/diagnostics holds small files, each with what `netral rules check` must say of it in lines that
# begin with `#:` ("#:5:5: [unknown-key] …" stands for "FILE:5:5: …"). Larger ones are made here. Whatever is refused is refused in
# less memory and time than a test needs to be noticed; nothing may crash.
. tests/common.sh

check_file() {
	name=$(basename "$1")
	sed -n "s|^#:|$name:|p" "$1" >"$work/want"
	(cd "$(dirname "$1")" && netral rules check "$name") >"$work/out" 2>"$work/got"
	status=$?
	wanted=0
	grep -qv "warning: " "$work/want" && wanted=2
	for file in want got; do # how many tokens the examples of the shipped rules have is no matter
		sed -i 's/[0-9]\{3,\} of [0-9]\{3,\} tokens/N of N tokens/' "$work/$file"
	done
	difference=$(first_difference "$work/want" "$work/got")
	if [ -n "$difference" ]; then
		fail "$name" "$difference"
	elif [ "$status" -ne "$wanted" ]; then
		fail "$name" "ended with $status, wanted $wanted"
	else
		pass
	fi
}

for file in tests/diagnostics/*.yaml tests/diagnostics/*.txt; do
	check_file "$file"
done

# ---- Warnings count only with --strict; a file with none is good ----

netral rules check --strict tests/diagnostics/no-example.yaml >"$work/out" 2>&1
[ $? -eq 2 ] && pass || fail strict "a warning does not end in status 2"
netral rules check tests/diagnostics/no-example.yaml >"$work/out" 2>/dev/null
if grep -q 'usable .*1 warning' "$work/out"; then pass; else fail strict "said $(cat "$work/out")"; fi

# ---- Files that are made ----

# expect NAME MESSAGE: $work/NAME is refused with exactly this message behind its name.
expect() {
	(cd "$work" && netral rules check "$1") >"$work/out" 2>"$work/got"
	status=$?
	if [ "$(cat "$work/got")" != "$1$2" ]; then
		fail "$1" "wanted «$1$2», found «$(head -c 300 "$work/got")»"
	elif [ $status -ne 2 ] && [ $status -ne 4 ]; then
		fail "$1" "ended with status $status"
	else
		pass
	fi
}

rules='schema: netral-rules/1'

{ echo "$rules"; printf 'about: '; awk 'BEGIN { for (i = 0; i < 80000; i++) printf "["; print "" }'; } >"$work/brackets.yaml"
expect brackets.yaml ':2:19: [yaml-depth] the file is nested too deeply (LIMIT_YAML_DEPTH)'

{ echo "$rules"; awk 'BEGIN { for (i = 0; i < 100000; i++) print "a" i ": &a" i " x" }'; } >"$work/anchors.yaml"
expect anchors.yaml ':2:5: [yaml-anchor] anchors are not allowed: write the value where it is used'

{ echo "$rules"; echo 'about:'; awk 'BEGIN { for (i = 0; i < 210000; i++) print "  - x" }'; } >"$work/values.yaml"
expect values.yaml ':199996:5: [yaml-size] the file has too many values (LIMIT_YAML_EVENTS)'

{ echo "$rules"; echo 'patterns:'; awk 'BEGIN { for (i = 0; i < 2100; i++) print "  a" i ": x" }'; } >"$work/keys.yaml"
expect keys.yaml ':2004:3: [yaml-size] more than 2000 keys in one map'

{ echo "$rules"; echo 'rules:'; } >"$work/plain.yaml"
printf '\377\376s\000c\000h\000e\000m\000a\000:\000 \000n\000\n\000' >"$work/utf-16.yaml"
expect utf-16.yaml ':1:1: [file-bytes] the file is UTF-16: save it as UTF-8'

printf 'schema: netral-rules/1\nabout: "a\\0b"\n' >"$work/nul.yaml"
expect nul.yaml ':2:8: [yaml-nul] a value holds a NUL character'

mkfifo "$work/pipe.yaml"
expect pipe.yaml ': [pack-file] cannot read: not a regular file, but a pipe'

{ echo "$rules"; echo 'sets:'; awk 'BEGIN { for (i = 0; i < 300; i++) print "  set-" i ": cap & word" }'; } >"$work/features.yaml"
(cd "$work" && netral rules check features.yaml) >"$work/out" 2>"$work/got"
if grep -q '^features.yaml:[0-9]*:[0-9]*: \[features\] the pack needs more than 384 features' "$work/got"; then pass; else fail features "said $(cat "$work/got")"; fi

awk 'BEGIN { for (i = 0; i < 300; i++) print "[class-" i "]\nx" }' >"$work/classes.txt"
(cd "$work" && netral rules check classes.txt) >"$work/out" 2>"$work/got"
if grep -q '^classes.txt:[0-9]*:1: \[classes\] the pack has more than 256 lexicon classes' "$work/got"; then pass; else fail classes "said $(cat "$work/got")"; fi

awk 'BEGIN { printf "[many]\na"; for (i = 0; i < 300; i++) printf "|b%d", i; print "" }' >"$work/variants.txt"
expect variants.txt ':2:1: [lexicon-variants] an entry has more than 256 parts: write a second entry'

awk 'BEGIN { printf "[said]\na|@note="; for (i = 0; i < 2100; i++) printf "x"; print "" }' >"$work/said.txt"
expect said.txt ':2:1: [lexicon-attributes] what is said of an entry with @ is longer than 2000 bytes'

awk 'BEGIN { print "[same]"; for (i = 0; i < 65600; i++) print "Sukamaju|@id=" i }' >"$work/same.txt"
expect same.txt ': [lexicon-same] more than 65535 entries have one name, which ends with sukamaju'

{ echo '[long]'; head -c 3000000 /dev/zero | tr '\0' 'x'; echo; } >"$work/long.txt"
expect long.txt ':2:1: [lexicon-size] the line is longer than 1048576 bytes'

{ echo "$rules"; echo 'patterns:'; awk 'BEGIN { for (i = 0; i < 1999; i++) print "  my-" i ": x" }'; } >"$work/names.yaml"
(cd "$work" && netral rules check names.yaml) >"$work/out" 2>"$work/got"
if grep -q '^names.yaml:[0-9]*:[0-9]*: \[names\] more than 2000 sub-patterns and sets' "$work/got"; then pass; else fail names "said $(cat "$work/got")"; fi

{ echo "$rules"; printf 'sets: {many: cap'; awk 'BEGIN { for (i = 0; i < 2100; i++) printf "| cap" }'; echo '}'; } >"$work/terms.yaml"
expect terms.yaml ':2:14: [set-terms] the sets have more than 2000 alternatives'

{
	echo "$rules"
	echo 'rules:'
	awk 'BEGIN { for (i = 0; i < 200; i++) { printf "  - {id: my." i ", type: veto, trigger: x, pattern: \"x"; for (j = 0; j < 25; j++) printf " /a" i "b" j "/"; print "\"}" } }'
} >"$work/regexes.yaml"
(cd "$work" && netral rules check regexes.yaml) >"$work/out" 2>"$work/got"
if grep -q '^regexes.yaml:[0-9]*:[0-9]*: \[regexes\] more than 4000 different regular expressions' "$work/got"; then pass; else fail regexes "said $(head -c 300 "$work/got")"; fi
finish
