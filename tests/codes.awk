# Prints the name of every error and warning that sources give, one a line: the first texts that look like a name behind a call of
# one of the functions that give them. usage: awk -f tests/codes.awk FILE.c...
BEGIN { RS = ";" }
{
	rest = $0
	while (match(rest, /(^|[^a-z_])(error_at|error_set|refuse|wrong|missing|document_warn|lint_rule|lint_place|cannot|lexicon_wrong)\(/)) {
		rest = substr(rest, RSTART + RLENGTH)
		call = rest
		gsub(/(yaml_tree_get|strchr)\([^)]*\)/, "", call)
		while (match(call, /"([^"\\]|\\.)*"/)) {
			text = substr(call, RSTART + 1, RLENGTH - 2)
			call = substr(call, RSTART + RLENGTH)
			if (text !~ /^[a-z]+[a-z0-9]*([-:][a-z0-9]+)*$/)
				break
			print text
		}
	}
}
