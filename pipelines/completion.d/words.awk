# words.awk COMMAND WORD ... <HELP: what may stand for the last word, "WORD<tab>WHAT IT IS".
#
# A row of help that begins with dashes is an option; one that begins with a lower-case word
# may be the first operand when the usage has that word, or where commands are listed; a
# deeper line goes on with the row above it. What an option may be stands behind it:
# auto|always|never, KIND, FILE.

function trim(s) {
	sub(/^ +/, "", s)
	sub(/ +$/, "", s)
	return s
}

# The head of a row, up to two blanks; the rest into `text`.
function head(row) {
	text = ""
	if (match(row, /[^ ]   *[^ ]/)) {
		text = substr(row, RSTART + RLENGTH - 1)
		row = substr(row, 1, RSTART)
	}
	return trim(row)
}

function add_word(name, what) {
	if (!(name in tells)) words[++word_count] = name
	tells[name] = what
	last = name
}

# "-z, --timezone ZONE" is two names and what the value is.
function add_option(row,    names, n, i, value) {
	n = split(head(row), names, /, /)
	if (match(names[n], / .*/)) {
		value = substr(names[n], RSTART + 1)
		names[n] = substr(names[n], 1, RSTART - 1)
	}
	for (i = 1; i <= n; i++) {
		takes[names[i]] = value
		if (names[i] !~ /^--/) continue
		if (!(names[i] in tells)) options[++option_count] = names[i]
		tells[names[i]] = text
		last = names[i]
	}
}

function offer(word, what) {
	word = before word
	if (index(word, current) == 1 && !(word in offered)) print word "\t" what
	offered[word] = 1
}

# What another command writes: a word, and what it is.
function offer_lines(command,    line, n) {
	while ((command | getline line) > 0) {
		n = match(line " ", / /)
		offer(substr(line, 1, n - 1), trim(substr(line, n)))
	}
	close(command)
}

function offer_kinds(command) {
	offer_lines(command " --schema | sed -n 's/.*\"$id\": \"\\(.*\\)\\.schema.*/\\1/p'")
}

function offer_values(option,    value, n, i) {
	if (takes[option] ~ /^KIND.*,/ && match(current, /.*,/))
		before = substr(current, 1, RLENGTH)
	n = split(takes[option], value, /[][|]/)
	for (i = 1; i <= n; i++) {
		if (value[i] ~ /^[a-z][a-z0-9_-]*$/) offer(value[i], tells[option])
		else if (option == "--schema") offer_kinds(program)
		else if (value[i] ~ /^KIND/) offer_kinds("tc-archive get")
		else if (option ~ /^(-r|--report)$/ && value[i] == "NAME")
			offer_lines(program " --list")
	}
}

BEGIN {
	program = ARGV[1]
	for (n = 0; n < ARGC - 2; n++) typed[n + 1] = ARGV[n + 2]
	ARGC = 1 # what is left to read is the help
}

/^examples:/ { exit }
/^commands:/ { listed = 1 }
/^(usage:|      ) (token-craft|tc-)/ {
	count = split($0, choice, /[^a-z0-9-]+/)
	for (i = 1; i <= count; i++) used[choice[i]]
	if (match($0, /[ []([a-z]+[|])+[a-z]+/)) {
		count = split(substr($0, RSTART + 1, RLENGTH - 1), choice, /[|]/)
		for (i = 1; i <= count; i++) add_word(choice[i], "")
	}
	next
}
/^ +(-[A-Za-z], )?--[a-z]/ { add_option($0); next }
/^  [a-z][a-z0-9-]*   *[^ ]/ {
	name = head($0)
	if (listed || name in used) add_word(name, text)
	else last = ""
	next
}
/^         *[^ ]/ { if (last != "") tells[last] = trim(tells[last] " " trim($0)); next }
{ last = "" }

END {
	for (i = 1; i < n; i++) {
		if (waits != "" && !(takes[waits] ~ /^\[/ && typed[i] ~ /^-/)) waits = ""
		else if (typed[i] == "--" && !ended) ended = !(waits = "")
		else if (!ended && typed[i] ~ /^-./) waits = takes[typed[i]] != "" ? typed[i] : ""
		else operands++
	}
	current = typed[n]
	if (waits != "" && takes[waits] ~ /^\[/ && current ~ /^-/) waits = ""
	if (waits == "" && !ended && match(current, /^--[a-z-]+=/)) {
		before = substr(current, 1, RLENGTH)
		waits = substr(before, 1, RLENGTH - 1)
	}
	if (waits != "") offer_values(waits)
	else if (!ended && current ~ /^-/)
		for (i = 1; i <= option_count; i++) offer(options[i], tells[options[i]])
	else if (!operands)
		for (i = 1; i <= word_count; i++) offer(words[i], tells[words[i]])
}
