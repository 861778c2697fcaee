# automated tasks: what their decisions and outcomes come to
#
# $options.step says what is to be made; records of the store come as {stored: RECORD}.
#
#   start, end   [EVENT]: what `task start` and `task end` stand for
#   accept       ["event", EVENT] for each that is new, ["wrong", WHY] for each that is none,
#                ["span", FROM, TO] for the time of all tasks that are to be settled
#   settle       records: events, and the tasks with what their calls come to
#   say          a document: those tasks
def statuses: {success: "completed", partial: "partial", failure: "failed", skipped: "skipped"};

def stored($kind): map(.stored | select(.kind == $kind));
def by_id: map({(.id): .}) | add // {};

# As all our times: with milliseconds.
def utc: (capture("^(?<second>[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9])(\\.(?<part>[0-9]+))?Z$")
	| .second + "." + ((.part // "") + "000")[:3] + "Z");

# --- events ----------------------------------------------------------------------------

def mine: (.user // $options.user) == $options.user and (.host // $options.host) == $options.host;

def begun: {kind: "decision", decision_id: $options.id, ts: $options.now,
	decision_type: "automated_task", action_taken: $options.name, rule_source: "token-craft",
	session: $options.session,
	metadata: ({task_type: $options.type, sprint: $options.sprint} | with_entries(select(.value)))}
	| if .session then . else del(.session) end;

# Of the task that was begun last, or of the one that is named.
def over: (stored("outcome") | by_id) as $ended
	| stored("decision") | map(select(.decision_type == "automated_task"
		and if $options.id then .id == $options.id else mine end
		and $ended[.id] == null))
	| sort_by(.ts)[-1:][]
	| {kind: "outcome", decision_id: .id, ts: $options.now,
	   outcome: (($options.status // "completed") as $status | statuses | to_entries[] | select(.value == $status).key),
	   evidence: $options.notes, session: $options.session}
	| with_entries(select(.value));

def event: .kind = (.kind // if has("outcome") then "outcome" else "decision" end)
	| .id = .decision_id | .user = (.user // $options.user) | .host = (.host // $options.host)
	| .ts = (.ts // $options.now | if type == "string" then utc // null else null end);

def is_text: type == "string" and . != "";
# What is wrong with an event beside those that are known; null when all is well.
def fault($known):
	$known.decision[.id // "" | tostring] as $decision
	| if .kind != "decision" and .kind != "outcome" then "neither a decision nor an outcome"
	  elif .id | is_text | not then "no decision_id"
	  elif .ts == null then "ts is no UTC time such as \($options.now)"
	  elif .metadata != null and (.metadata | type) != "object" then "metadata is no object"
	  elif .kind == "decision" then
		if .decision_type | is_text | not then "no decision_type"
		elif .action_taken | is_text | not then "no action_taken"
		else null end
	  elif statuses[.outcome | tostring] == null then
		"outcome is none of \(statuses | keys_unsorted | join(", "))"
	  elif $decision == null then "no decision has its decision_id: log that first"
	  elif .ts < $decision.ts then "it ends before it began"
	  else null end;

# The first event of an id stays.
def accept:
	reduce (map(select((.stored | not) and .kind != "reject") | event) | to_entries
		| (map(select(.value.kind == "decision")) + map(select(.value.kind != "decision")))[]) as $new
		({events: [], wrong: [], known: {decision: (stored("decision") | by_id), outcome: (stored("outcome") | by_id)}};
		.known as $known | ($new.value | fault($known)) as $fault
		| if $fault then .wrong += [[$new.key, "event \($new.key + 1): \($fault)"]]
		  elif $known[$new.value.kind][$new.value.id] then .
		  else .events += [$new.value] | .known[$new.value.kind][$new.value.id] = $new.value end);

# --- tasks -----------------------------------------------------------------------------

# Those that ended and are not settled, as [DECISION, OUTCOME].
def ended: (map(.stored // .)) as $all
	| ($all | map(select(.kind == "decision" and .decision_type == "automated_task")) | by_id) as $decisions
	| ($all | map(select(.kind == "task")) | by_id) as $settled
	| [$all[] | select(.kind == "outcome" and $decisions[.id] and $settled[.id] == null)
	   | [$decisions[.id], .]];

def span: ended | select(. != []) | ["span", (map(.[0].ts) | min), (map(.[1].ts) | max)];

# What was used between its markers: by its session, else by its user on its machine. Where
# nothing is known of calls the outcome may know.
def task($calls): . as [$decision, $outcome]
	| ($outcome.session // $decision.session) as $session
	| ($calls | map(select(.ts >= $decision.ts and .ts <= $outcome.ts
		and if $session then .session == $session
		    else .user == $decision.user and .host == $decision.host end))) as $own
	| ($outcome.metadata.tokens_used? | numbers) // null | . as $told
	| {kind: "task", id: $decision.id, ts: $decision.ts, user: $decision.user, host: $decision.host,
	   cost_usd: (if $own != [] then $own | map(.cost_usd) | total elif $told then null else "0" end),
	   decision_id: $decision.id, end_ts: $outcome.ts, name: $decision.action_taken,
	   notes: $outcome.evidence, session: $session, sprint: $decision.metadata.sprint,
	   status: statuses[$outcome.outcome], task_type: $decision.metadata.task_type,
	   tokens: (if $own != [] then
		$own | map((.input_tokens | number) + (.output_tokens | number)) | add
		else $told // 0 end)};

def settle: map(select(.kind == "call")) as $calls | (ended | map(task($calls))) as $tasks
	| ($tasks | by_id) as $of
	| map(select(.kind == "decision" or .kind == "outcome")
		| if .kind == "outcome" and $of[.id] then
			.metadata.tokens_used = (.metadata.tokens_used // $of[.id].tokens) else . end)
	+ $tasks;

def say: {kind: "document", blocks: [.[] | select(.kind == "task") | {block: "paragraph", text: [
	.name, ": ", .status, ", ", plural(.tokens; "token"; "tokens"), ", ", {money: .cost_usd}]}]};

if $options.step == "start" then [begun]
elif $options.step == "end" then [over]
elif $options.step == "accept" then
	accept as $accepted
	| [($accepted.events[] | ["event", .]), ($accepted.wrong | sort[] | ["wrong", .[1]]),
	   (map(select(.stored)) + $accepted.events | span)]
elif $options.step == "settle" then settle
else say end
