# Usual lines of a transcript, and edits of them.
def pad(n): . + ("0" * (n - length));
def at($second): .timestamp = "2026-03-02T10:00:\($second).000Z";
def session($n): .sessionId = "00000000-0000-4000-8000-00000000000\($n)";
def id($name): .message.id = ("msg_01" + $name | pad(28));
def request($name): .requestId = ("req_011" + $name | pad(28));
def uuid($n): .uuid = "0000000\($n)-0000-4000-8000-000000000000";
def usage($u): .message.usage += $u;
def text($t): .message.content = $t;
def common: {
	parentUuid: null, isSidechain: false, userType: "external", cwd: "/home/ada/app",
	version: "2.1.120", gitBranch: "main"
} | session(1) | at("00") | uuid(1);
def assistant: common + {
	type: "assistant",
	message: {
		type: "message", role: "assistant", model: "claude-sonnet-4-5-20250929",
		content: [{type: "text", text: "Done."}], stop_reason: "end_turn",
		usage: {input_tokens: 10, output_tokens: 100}
	}
} | id("A") | request("A");
def user: common + {type: "user", message: {role: "user", content: "fix the parser"}};
def tool($name; $input): assistant
	| .message.stop_reason = "tool_use"
	| text([{type: "tool_use", id: ("toolu_01" + $name), name: $name, input: $input}]);
def result($name; $text): user | text([
	{type: "tool_result", tool_use_id: ("toolu_01" + $name), content: $text}
]);
