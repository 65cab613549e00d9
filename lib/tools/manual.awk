# A man page from our Markdown: headings, paragraphs, lists, tables, fences, `code`, **bold** and links are all it knows.
# usage: awk -f lib/tools/manual.awk -v section=5 -v version=0.1.0 FILE.md >PAGE
#
# The first heading is `NAME: what it is`. A table becomes a list: its first column the term, the others what is said of it, each
# with its heading where there are more than two.

function escape(text) {
	gsub(/\\\|/, "|", text)
	gsub(/\\/, "\\e", text)
	gsub(/-/, "\\-", text)
	sub(/^\./, "\\\\\\&.", text)
	sub(/^'/, "\\\\\\&'", text)
	return text
}

# Code in bold, links by their text.
function inline(text,   made, before, code) {
	made = ""
	while (match(text, /`[^`]*`|\*\*[^*]+\*\*|\[[^]]*\]\([^)]*\)/)) {
		before = substr(text, 1, RSTART - 1)
		code = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		if (substr(code, 1, 1) == "`") code = "\\fB" escape(substr(code, 2, length(code) - 2)) "\\fR"
		else if (substr(code, 1, 1) == "*") code = "\\fB" escape(substr(code, 3, length(code) - 4)) "\\fR"
		else { sub(/^\[/, "", code); sub(/\]\(.*/, "", code); code = "\\fI" inline(code) "\\fR" }
		made = made escape(before) code
	}
	return made escape(text)
}

function start(kind) {
	if (kind != state && kind == "text") print ".PP"
	state = kind
}

# The cells of a table's row; `\|` is no border.
function cells(line,   count, i) {
	gsub(/\\\|/, "\001", line)
	sub(/^\| */, "", line)
	sub(/ *\|$/, "", line)
	count = split(line, cell, / *\| */)
	for (i = 1; i <= count; i++) gsub(/\001/, "|", cell[i])
	return count
}

function row(line,   count, i, said) {
	count = cells(line)
	if (!columns) {
		columns = count
		for (i = 1; i <= count; i++) title[i] = cell[i]
		return
	}
	if (cell[1] ~ /^-+$/) return
	print ".TP\n" inline(cell[1])
	said = inline(cell[2])
	for (i = 3; i <= count; i++) said = said ".\n.br\n" inline(title[i]) ": " inline(cell[i])
	print said "."
}

fence && /^```/ { print ".EE\n.RE"; fence = 0; state = ""; next }
fence { print escape($0); next }
/^```/ { print ".PP\n.RS 4\n.EX"; fence = 1; next }
/^    / && state == "" { print ".PP\n.RS 4\n.EX"; indented = 1 }
indented && !/^    / { print ".EE\n.RE"; indented = 0; state = "" }
indented { print escape(substr($0, 5)); next }
/^# / {
	name = substr($0, 3)
	about = name
	sub(/:.*/, "", name)
	sub(/^[^:]*: */, "", about)
	printf ".TH %s %d \"\" \"libnetral %s\"\n.SH NAME\n%s \\- %s\n.SH DESCRIPTION\n", toupper(name), section, version, escape(name), escape(about)
	state = "text"
	next
}
/^## / { print ".SH " toupper(inline(substr($0, 4))); state = "heading"; next }
/^### / { print ".SS " inline(substr($0, 5)); state = "heading"; next }
/^\|/ { start("table"); row($0); next }
{ columns = 0 }
/^$/ { if (state != "heading") state = ""; next }
/^\* / { print ".IP \\(bu 3"; print inline(substr($0, 3)); state = "list"; next }
/^  / && state == "list" { sub(/^ +/, ""); print inline($0); next }
{
	start("text")
	if (open != "") $0 = open " " $0
	open = ""
	print inline($0)
}
