# config.awk MODE SCHEMA FILE [KEY [VALUE]]: the configuration, read strictly, and held against its
# schema, which is all that is known here of its keys.
#
#   check   nothing
#   values  what is set, a line each: KEY, a tab, the value; a text as it is, else JSON
#   rows    every key as a record: what it is, its value, its default
#   get     the value of KEY, or its default; ends with 1 when there is neither
#   line    the line that KEY stands in
#   set     the file with KEY set to VALUE, or without it; all else as it was
#
# Where the file is not well it is said instead, a line each: LINE: KEY: WHY; then it ends with
# 1, and with 2 where KEY or VALUE are not, which is said without a line.
#
# Texts are read byte by byte: run it with LC_ALL=C. JSON is flattened: type[PATH], raw[PATH],
# text[PATH], line[PATH], members of PATH in order: member[PATH, n], n up to count[PATH].

function fail(where, why) {
	print (asked ? "" : where ": ") why
	failed = asked ? 2 : 1
}

# --- JSON ------------------------------------------------------------------------------

function blank() {
	while (match(substr(json, at, 1), /[ \t\r\n]/)) {
		if (substr(json, at, 1) == "\n") row++
		at++
	}
}
# What is no JSON ends it.
function broken(why) {
	fail(row, (asked ? asked ": " : "") why)
	exit failed
}
function hex(digits,    n, i) {
	for (i = 1; i <= 4; i++)
		n = n * 16 + index("0123456789abcdef", tolower(substr(digits, i, 1))) - 1
	return n
}
function utf8(code) {
	if (code < 128) return sprintf("%c", code)
	if (code < 2048) return sprintf("%c%c", 192 + int(code / 64), 128 + code % 64)
	if (code < 65536)
		return sprintf("%c%c%c", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
	return sprintf("%c%c%c%c", 240 + int(code / 262144), 128 + int(code / 4096) % 64, \
		128 + int(code / 64) % 64, 128 + code % 64)
}
# A string, decoded. A control character is none of ours, however it is written.
function string(    c, code, low, out) {
	at++
	while ((c = substr(json, at, 1)) != "\"") {
		if (c == "" || c < " " || c == "\177") broken("a text without an end, or a control character in it")
		if (c == "\\") {
			c = substr(json, ++at, 1)
			if (c == "u") {
				if (substr(json, at + 1, 4) !~ /^[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f]$/)
					broken("\\u without four digits")
				code = hex(substr(json, at + 1, 4))
				at += 4
				if (code >= 55296 && code < 56320 && substr(json, at + 1, 2) == "\\u") {
					low = hex(substr(json, at + 3, 4))
					if (low >= 56320 && low < 57344) {
						code = 65536 + (code - 55296) * 1024 + low - 56320
						at += 6
					}
				}
				if (code >= 55296 && code < 57344) code = 65533
				if (code < 32 || code == 127) broken("a control character in a text")
				c = utf8(code)
			} else if (c !~ /^["\\\/]$/) {
				broken(c ~ /^[bfnrt]$/ ? "a control character in a text" : "an escape that JSON does not have")
			}
		}
		out = out c
		at++
	}
	at++
	return out
}
function value(path, depth,    c, first) {
	blank()
	line[path] = row
	first = at
	c = substr(json, at, 1)
	if (depth > 8) broken("too deep")
	if (c == "{" || c == "[") {
		type[path] = c == "{" ? "object" : "array"
		container(path, depth, c == "{" ? "}" : "]")
	} else if (c == "\"") {
		type[path] = "string"
		text[path] = string()
	} else if (match(substr(json, at, 40), /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/)) {
		at += RLENGTH
		text[path] = substr(json, first, at - first)
		type[path] = text[path] ~ /^-?[0-9]+$/ ? "integer" : "number"
	} else if (match(substr(json, at, 6), /^(true|false|null)/)) {
		at += RLENGTH
		text[path] = substr(json, first, at - first)
		type[path] = text[path] == "null" ? "null" : "boolean"
	} else {
		broken("no JSON: " substr(json, at, 1))
	}
	raw[path] = substr(json, first, at - first)
	from[path] = first
	to[path] = at - 1
}
function container(path, depth, end,    key, start, n) {
	at++
	blank()
	if (substr(json, at, 1) == end) {
		at++
		return
	}
	for (;;) {
		blank()
		start = at
		key = ++n
		if (end == "}") {
			if (substr(json, at, 1) != "\"") broken("a key is expected here")
			key = string()
			blank()
			if (substr(json, at++, 1) != ":") broken("a colon is missing behind " key)
			if ((path, key) in place) broken(key ": twice")
		}
		place[path, key] = start
		member[path, n] = key
		count[path] = n
		value(path SUBSEP key, depth + 1)
		blank()
		if (substr(json, at, 1) == end) break
		if (substr(json, at++, 1) != ",") broken("a comma is missing")
	}
	at++
}
function parse(name, all) {
	json = all
	at = row = 1
	value(name, 0)
	blank()
	if (at <= length(json)) broken("more behind its end")
}
function content(file,    some, all) {
	row = 1
	while ((some = (getline one < file)) > 0) all = all one "\n"
	if (some < 0) broken("cannot be read")
	close(file)
	return all == "" ? "{}\n" : all
}

# --- against the schema ----------------------------------------------------------------

function known(schema, keyword) { return (schema SUBSEP keyword) in type }
function is(schema, keyword) { return text[schema SUBSEP keyword] }
function listed(path, what,    n) {
	for (n = 1; n <= count[path]; n++) if (text[path SUBSEP n] == what) return 1
	return 0
}
function joined(path,    n, all) {
	for (n = 1; n <= count[path]; n++) all = all (n > 1 ? ", " : "") text[path SUBSEP n]
	return all
}

function min(a, b) { return a < b ? a : b }
function distance(a, b,    i, j, d) {
	for (i = 0; i <= length(a); i++) d[i, 0] = i
	for (j = 0; j <= length(b); j++) d[0, j] = j
	for (i = 1; i <= length(a); i++)
		for (j = 1; j <= length(b); j++)
			d[i, j] = min(min(d[i - 1, j], d[i, j - 1]) + 1, \
				d[i - 1, j - 1] + (substr(a, i, 1) != substr(b, j, 1)))
	return d[length(a), length(b)]
}
# No such key: which one is near?
function unknown(key, properties,    n, far, least, near) {
	for (n = 1; n <= count[properties]; n++) {
		far = distance(key, member[properties, n])
		if (far * 3 <= length(key) + 2 && (near == "" || far < least)) {
			near = member[properties, n]
			least = far
		}
	}
	return "no such key" (near ? "; did you mean " near "?" : ": token-craft config list has all")
}

# What a value must be, in words.
function wanted(schema,    kind) {
	kind = is(schema, "type")
	if (known(schema, "const")) return is(schema, "const")
	if (known(schema, "enum")) return "one of " joined(schema SUBSEP "enum")
	if (kind == "boolean") return "true or false"
	if (kind == "array") return "a list"
	if (kind == "object") return "an object"
	if (kind == "string")
		return "a text" (known(schema, "examples") ? " as " raw[schema SUBSEP "examples" SUBSEP 1] : "")
	kind = kind == "integer" ? "a whole number" : "a number"
	return kind " from " is(schema, "minimum") " to " is(schema, "maximum")
}
function fits(path, schema,    kind) {
	kind = is(schema, "type")
	if (type[path] != kind && !(kind == "number" && type[path] == "integer")) return 0
	if (known(schema, "const") && text[path] != is(schema, "const")) return 0
	if (known(schema, "enum") && !listed(schema SUBSEP "enum", text[path])) return 0
	if (known(schema, "pattern") && text[path] !~ is(schema, "pattern")) return 0
	if (known(schema, "minLength") && text[path] == "") return 0
	if (known(schema, "minimum") && (text[path] + 0 < is(schema, "minimum") + 0 \
		|| text[path] + 0 > is(schema, "maximum") + 0)) return 0
	return 1
}
function check(path, schema, name,    n, key, all, inner) {
	if (!fits(path, schema)) {
		all = raw[path]
		gsub(/[\t\r\n]+/, " ", all)
		fail(line[path], (name ? name ": " : "") "must be " wanted(schema) ", got " \
			(length(all) > 60 ? substr(all, 1, 57) "..." : all))
		return
	}
	if (known(schema, "maxItems") && count[path] > is(schema, "maxItems"))
		fail(line[path], name ": must be at most " is(schema, "maxItems"))
	for (n = 1; n <= count[path]; n++) {
		key = member[path, n]
		inner = type[path] == "array" ? name "[" key - 1 "]" : name (name ? "." : "") key
		if (type[path] == "array")
			check(path SUBSEP key, schema SUBSEP "items", inner)
		else if (known(schema, "properties" SUBSEP key))
			check(path SUBSEP key, schema SUBSEP "properties" SUBSEP key, inner)
		else
			fail(line[path SUBSEP key], inner ": " unknown(key, schema SUBSEP "properties"))
	}
	for (n = 1; n <= count[schema SUBSEP "required"]; n++) {
		key = text[schema SUBSEP "required" SUBSEP n]
		if (!((path SUBSEP key) in type)) fail(line[path], name ": " key " is missing")
	}
	all = schema SUBSEP "dependentRequired"
	for (n = 1; n <= count[all]; n++) {
		key = member[all, n]
		inner = text[all SUBSEP key SUBSEP 1]
		if (((path SUBSEP key) in type) && !((path SUBSEP inner) in type))
			fail(line[path SUBSEP key], key ": needs " inner ", too: token-craft config set " key)
	}
}

# --- what is asked ---------------------------------------------------------------------

function compact(path,    all) {
	all = raw[path]
	gsub(/[\t\r\n]+/, " ", all)
	return all
}
function quoted(s) {
	gsub(/["\\]/, "\\\\&", s)
	return "\"" s "\""
}
function write_rows(    n, key, schema) {
	for (n = 1; n <= count[keys]; n++) {
		key = member[keys, n]
		schema = keys SUBSEP key
		if (key == "kind") continue
		printf "{\"kind\":\"setting\",\"key\":%s,\"value\":%s,\"default\":%s,\"set\":%s,\"what\":%s}\n", \
			quoted(key), ("config" SUBSEP key) in type ? compact("config" SUBSEP key) \
			: known(schema, "default") ? compact(schema SUBSEP "default") : "null", \
			known(schema, "default") ? compact(schema SUBSEP "default") : "null", \
			("config" SUBSEP key) in type ? "true" : "false", raw[schema SUBSEP "description"]
	}
}
function write_value(path) {
	print type[path] == "string" ? text[path] : compact(path)
}
function write_values(    n) {
	for (n = 1; n <= count["config"]; n++) {
		if (member["config", n] == "kind") continue
		printf "%s\t", member["config", n]
		write_value("config" SUBSEP member["config", n])
	}
}
function get(key) {
	asked = key
	if (!known(keys, key) || key == "kind") fail(0, key ": " unknown(key, keys))
	else if (("config" SUBSEP key) in type) write_value("config" SUBSEP key)
	else if (known(keys SUBSEP key, "default")) write_value(keys SUBSEP key SUBSEP "default")
	else failed = 1
}
# As JSON what a person types: a text needs no quotes, nor does what is no JSON.
function typed(key, what) {
	return is(keys SUBSEP key, "type") == "string" || what !~ /^[-0-9[{tf]/ ? quoted(what) : what
}
function with(file, key, what,    path, last, gap) {
	path = "config" SUBSEP key
	if (path in type)
		return substr(file, 1, from[path] - 1) what substr(file, to[path] + 1)
	if (!count["config"])
		return "{\n\t" quoted(key) ": " what "\n}\n"
	gap = substr(file, from["config"] + 1, place["config", member["config", 1]] - from["config"] - 1)
	last = to["config" SUBSEP member["config", count["config"]]]
	return substr(file, 1, last) "," (gap == "" ? " " : gap) quoted(key) ": " what substr(file, last + 1)
}
function without(file, key,    n, path) {
	path = "config" SUBSEP key
	if (!(path in type)) return file
	for (n = 1; member["config", n] != key; n++);
	if (n < count["config"])
		return substr(file, 1, place["config", key] - 1) \
			substr(file, place["config", member["config", n + 1]])
	if (n == 1) return "{}\n"
	return substr(file, 1, to["config" SUBSEP member["config", n - 1]]) substr(file, to[path] + 1)
}
function change(file, key, what) {
	asked = key
	if (!known(keys, key) || key == "kind") {
		fail(0, key ": " unknown(key, keys))
	} else if (ARGC > 5) {
		parse("given", typed(key, what))
		check("given", keys SUBSEP key, key)
		if (!failed) printf "%s", with(file, key, json)
	} else {
		printf "%s", without(file, key)
	}
}

BEGIN {
	keys = "schema" SUBSEP "properties"
	parse("schema", content(ARGV[2]))
	file = content(ARGV[3])
	parse("config", file)
	check("config", "schema", "")
	if (failed) exit failed
	if (ARGV[1] == "values") write_values()
	if (ARGV[1] == "rows") write_rows()
	if (ARGV[1] == "get") get(ARGV[4])
	if (ARGV[1] == "line") print line["config" SUBSEP ARGV[4]]
	if (ARGV[1] == "set") change(file, ARGV[4], ARGV[5])
	exit failed
}
