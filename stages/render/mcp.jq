# what each MCP server cost
page_of("mcp_server"; "mcp server"; "none")
