#!/bin/sh
# netral(1) in Markdown, from what the command says of itself. usage: cli/manual.sh BUILD/netral
set -eu
netral=$1
echo '# netral: officials, institutions, regulations and dates in Indonesian text'
echo
"$netral" --help | sed -n '3p'
for command in $("$netral" --help | sed -n 's/^  \([a-z]*\)  *.*/\1/p'); do
	printf '\n## %s\n\n```\n' "$command"
	"$netral" "$command" --help
	echo '```'
done
cat <<'END'

## Exit status

| status | when |
| --- | --- |
| `0` | done |
| `1` | nothing found, and `--exit-status` asked to say so |
| `2` | the command line or a rule is wrong |
| `3` | some documents failed or were damaged; the rest is valid |
| `4` | input or output failed |

## See also

`netral-rules(5)`: the language of rules and word lists, and all messages.
END
