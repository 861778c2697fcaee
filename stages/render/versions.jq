# what each version of Claude Code cost
page_of("version"; "version"; "unknown")
