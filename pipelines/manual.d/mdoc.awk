# What the other programs here share: text that mdoc(7) takes as text.

function plain(s) {
	gsub(/\\/, "\\e", s)
	if (s ~ /^[.']/) s = "\\&" s
	return s
}

# Prose with `code` in it.
function prose(s,    out, n, part, i) {
	n = split(plain(s), part, /`/)
	for (i = 1; i <= n; i++) out = out part[i] (i == n ? "" : i % 2 ? "\\fB" : "\\fR")
	while (match(out, /[.!?] +[A-Z]/)) # a sentence has a line of its own
		out = substr(out, 1, RSTART) "\n" substr(out, RSTART + RLENGTH - 1)
	return out
}

# A word of a macro line.
function quoted(s) {
	gsub(/\\/, "\\e", s)
	gsub(/"/, "\\(dq", s)
	return "\"" s "\""
}
