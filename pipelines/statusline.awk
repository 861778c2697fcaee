# statusline.awk - CACHE COLOR: the status line of the JSON that Claude Code writes.
#
# What comes in is foreign: it is read as far as it is JSON, 8 kB at most, and no more of a text
# is shown than printable ASCII. Run it with LC_ALL=C. CACHE has what is kept of the plan, a
# line: made at, good until (seconds of 1970), today's cost, its budget, the week in percent or
# "-". Ends with 9 when that should be made anew, which is asked for once a minute.

# value[PATH] of what stands in objects, as "cost.total_cost_usd"; a text with its quotes.
function read_json(    depth, path, key, token, c, named) {
	while (json != "") {
		sub(/^[ \t\r\n]+/, "", json)
		c = substr(json, 1, 1)
		if (c == "{" || c == "[") {
			if (++depth > 16) return
			path[depth] = depth == 1 ? "" : path[depth - 1] key "."
			object[depth] = named = (c == "{")
			key = ""
			token = c
		} else if (c == "}" || c == "]") {
			if (--depth < 1) return
			token = c
			named = 0
		} else if (c == ",") {
			named = object[depth]
			token = c
		} else if (match(json, /^"([^"\\]|\\.)*"/)) {
			token = substr(json, 1, RLENGTH)
			if (named && match(substr(json, RLENGTH + 1), /^[ \t\r\n]*:/)) {
				key = substr(token, 2, length(token) - 2)
				token = substr(json, 1, length(token) + RLENGTH)
				named = 0
			} else {
				value[path[depth] key] = token
			}
		} else if (match(json, /^[-+.0-9A-Za-z]+/)) {
			token = substr(json, 1, RLENGTH)
			value[path[depth] key] = token
		} else {
			return
		}
		json = substr(json, length(token) + 1)
	}
}
# A number up to a limit, else "".
function number(text, most) {
	if (text !~ /^[0-9]+(\.[0-9]+)?([eE][-+]?[0-9][0-9]?)?$/ || text + 0 > most) return ""
	return text + 0
}
function text_of(path,    text, i, c, out) {
	text = value[path]
	if (text !~ /^"/) return ""
	for (i = 2; i < length(text) && length(out) < 40; i++) {
		c = substr(text, i, 1)
		if (c == "\\") {
			c = substr(text, ++i, 1)
			if (c ~ /[bfnrtu]/) {
				if (c == "u") i += 4
				c = ""
			}
		}
		out = out (c ~ /[ -~]/ ? c : "?")
	}
	return out
}

function put(text) { line = line (line == "" ? "" : " | ") text }
# Yellow from 80 percent on, red from 90.
function painted(text, percent) {
	if (!color || percent < 80) return text
	return "\033[" (percent < 90 ? 33 : 31) "m" text "\033[0m"
}
function part(name, percent) {
	if (percent != "") put(name " " painted(sprintf("%.0f%%", percent), percent))
}

function told(    name, cost) {
	name = text_of("model.display_name")
	if (name == "") name = text_of("model.id")
	if (name != "") put(name)
	part("context", number(value["context_window.used_percentage"], 1000))
	cost = number(value["cost.total_cost_usd"], 1000000)
	if (cost != "") put(sprintf("session $%.2f", cost))
	part("5h", number(value["rate_limits.five_hour.used_percentage"], 1000))
	part("7d", seen = number(value["rate_limits.seven_day.used_percentage"], 1000))
}
function known(    part_of, cost, budget) {
	if ((getline kept < (cache "/statusline")) <= 0 || split(kept, part_of, " ") != 5) return
	if (now < number(part_of[1], 1e11) || now >= number(part_of[2], 1e11)) return
	cost = number(part_of[3], 1e9)
	budget = number(part_of[4], 1e9)
	if (cost != "" && budget)
		put("today " painted(sprintf("$%.2f", cost), 100 * cost / budget) sprintf(" of $%.2f", budget))
	part("week", number(part_of[5], 1e6))
}

BEGIN {
	cache = ARGV[1]
	color = ARGV[2]
	srand()
	now = srand()
	while ((getline text <"-") > 0)
		if (length(json) < 8192) json = json text "\n"
	json = substr(json, 1, 8192)
	read_json()
	told()
	known()
	print line
	fflush() # what may go wrong below does no harm to it
	if (seen != "") print seen, now >(cache "/quota")
	asked = 0
	getline asked < (cache "/statusline.asked")
	if (now >= asked && now < asked + 60) exit 0
	close(cache "/statusline.asked")
	print now >(cache "/statusline.asked")
	exit 9
}
