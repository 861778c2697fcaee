# schemas/README.md and the schemas: what each kind is, who writes it, and its fields.

function skip() { while (substr(text, at, 1) ~ /[ \t\n]/) at++ }
function token(pattern,    s) {
	s = substr(text, at)
	match(s, pattern)
	at += RLENGTH
	return substr(s, 1, RLENGTH)
}
function string(    s) {
	s = token("^\"([^\"\\\\]|\\\\.)*\"")
	s = substr(s, 2, length(s) - 2)
	gsub(/\\"/, "\"", s)
	gsub(/\\\\/, "\\", s)
	return s
}

# A JSON value at `path`: scalars into value[path], the names of members into names[path]
# (a line each), the number of elements into count[path].
function parse(path,    c, name, n) {
	skip()
	c = substr(text, at, 1)
	if (c == "{" || c == "[") {
		for (at++; ; ) {
			skip()
			if (substr(text, at, 1) == ",") { at++; continue }
			if (substr(text, at, 1) ~ /[]}]/) { at++; break }
			if (c == "{") {
				name = string()
				names[path] = names[path] name "\n"
				skip()
				at++ # the colon
			} else {
				name = ++n
			}
			parse(path SUBSEP name)
		}
		if (c == "[") count[path] = n
	} else {
		value[path] = c == "\"" ? string() : token("^[-+.0-9A-Za-z]+")
	}
}

function list(path,    i, out) {
	for (i = 1; i <= count[path]; i++)
		out = out (i == 1 ? "" : i == count[path] ? " or " : ", ") value[path SUBSEP i]
	return out
}
function type_name(name) {
	if (name == "string") return "text"
	if (name == "integer") return "whole number"
	if (name == "boolean") return "true or false"
	if (name == "array") return "list"
	return name
}
# What may stand there, in words.
function type(path,    i, out, null) {
	if ((path SUBSEP "$ref") in value)
		return type(ROOT SUBSEP "$defs" SUBSEP substr(value[path SUBSEP "$ref"], 9))
	if ((path SUBSEP "const") in value) return value[path SUBSEP "const"]
	if ((path SUBSEP "enum") in count) return list(path SUBSEP "enum")
	if (value[path SUBSEP "format"] == "instant") out = "time"
	else if (value[path SUBSEP "format"] == "usd") out = "dollars"
	else if ((path SUBSEP "type") in value) out = type_name(value[path SUBSEP "type"])
	path = path SUBSEP "type"
	for (i = 1; i <= count[path]; i++)
		if (value[path SUBSEP i] == "null") null = " or null"
		else if (out == "") out = type_name(value[path SUBSEP i])
	if (out == "true or false" && null != "") out = "true, false"
	return (out == "" ? "object" : out) null
}

function say(line) { page[kind] = page[kind] line "\n" }
function describe(    n, i, field, path, optional) {
	say(".Ss " kind)
	say(prose(toupper(substr(what, 1, 1)) substr(what, 2)) ".")
	if ((ROOT SUBSEP "description") in value) say(prose(value[ROOT SUBSEP "description"]))
	if (kind in writers)
		say(".Pp\nWritten by: " writers[kind] ".\nRead by: " readers[kind] ".")
	for (i = 1; i <= count[ROOT SUBSEP "required"]; i++)
		required[kind, value[ROOT SUBSEP "required" SUBSEP i]] = 1
	n = split(names[ROOT SUBSEP "properties"], field, /\n/) - 1
	say(".Bl -tag -width 4n -compact")
	for (i = 1; i <= n; i++) {
		path = ROOT SUBSEP "properties" SUBSEP field[i]
		if (field[i] == "kind") continue
		optional = (kind, field[i]) in required ? "" : ", may be absent"
		say(".It Cm " field[i] " Pq " quoted(type(path) optional))
		if ((path SUBSEP "description") in value) say(prose(value[path SUBSEP "description"]))
	}
	say(".El")
}

function finish() {
	if (text == "") return
	split("", value)
	split("", names)
	split("", count)
	at = 1
	parse(ROOT)
	what = value[ROOT SUBSEP "title"]
	describe()
	text = ""
}

BEGIN { ROOT = "schema" }
FILENAME ~ /README/ {
	if (split($0, cell, / *[|] */) == 6 && gsub(/`/, "", cell[2])) {
		writers[cell[2]] = prose(cell[4])
		readers[cell[2]] = prose(cell[5])
		order[++kinds] = cell[2]
	}
	next
}
FNR == 1 {
	finish()
	kind = FILENAME
	gsub(/.*\/|\.schema\.json/, "", kind)
}
{ text = text $0 "\n" }
# In the order of the README.
END {
	finish()
	for (i = 1; i <= kinds; i++) {
		printf "%s", page[order[i]]
		delete page[order[i]]
	}
	for (kind in page) { print "no row in schemas/README.md: " kind >"/dev/stderr"; exit 1 }
}
