# What a pipeline says of itself by --help, and with -v sections=1 the options they share,
# where a line that is not indented begins a group.

# The head of a row, up to two blanks; the rest into `text`.
function head(row) {
	text = ""
	if (match(row, /[^ ]   *[^ ]/)) {
		text = substr(row, RSTART + RLENGTH - 1)
		row = substr(row, 1, RSTART)
	}
	sub(/^ +/, "", row)
	return row
}
function close_all() {
	if (list) print ".El"
	if (literal) print ".Ed"
	list = literal = 0
}
function item(macros) {
	if (!list) {
		close_all()
		print ".Bl -tag -width 4n -compact"
	}
	list = 1
	print ".It " macros
	if (text != "") print prose(text)
}
# -z, --timezone ZONE
function option(row,    n, i, name, out, value) {
	n = split(head(row), name, /, /)
	if (match(name[n], / .*/)) {
		value = substr(name[n], RSTART + 1)
		name[n] = substr(name[n], 1, RSTART - 1)
	}
	for (i = 1; i <= n; i++) out = out (i == 1 ? "" : " , ") "Fl " substr(name[i], 2)
	if (value != "") out = out (value ~ /^[a-z|]+$/ ? " Cm " : " Ar ") value
	item(out)
}

NR == 1 && !sections {
	name = $0
	sub(/ - .*/, "", name)
	sub(/^[^-]* - /, "")
	print ".Ss " name
	print prose(toupper(substr($0, 1, 1)) substr($0, 2)) "."
	told = 1
	next
}
/^(usage:|      ) token-craft/ { sub(/^(usage:)? */, ""); print ".Dl " plain($0); next }
/^ +(-[A-Za-z], )?--[a-z]/ { option($0); next }
/^  [a-z][a-z0-9-]*   *[^ ]/ && head($0) !~ / / { name = head($0); item("Cm " name); next }
/^  [A-Z]+ [.][.][.]   *[^ ]/ { name = head($0); item("Ar " name); next }
list && /^         *[^ ]/ { sub(/^ +/, ""); print prose($0); next }
/^$/ { if (list || literal) told = 1; close_all(); pause = told; next }
/^  / {
	if (!literal) {
		close_all()
		print ".Bd -literal -offset 2n"
	}
	literal = 1
	pause = 0
	sub(/^  /, "")
	print plain($0)
	next
}
sections { close_all(); print ".Ss " quoted(toupper(substr($0, 1, 1)) substr($0, 2)); next }
{
	close_all()
	if (pause) print ".Pp"
	pause = 0
	told = 1
	print prose($0)
}
END { close_all() }
