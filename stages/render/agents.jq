# what the main agent and each kind of subagent cost
page_of("agent"; "agent"; "unknown")
