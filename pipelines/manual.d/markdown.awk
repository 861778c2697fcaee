# Of a Markdown file, what stands in one section: -v section=Questions.
/^## / { inside = $0 == "## " section; pause = 0; next }
!inside { next }
/^```/ {
	print literal ? ".Ed" : ".Bd -literal -offset 2n"
	literal = !literal
	pause = 0
	next
}
literal { print plain($0); next }
sub(/^### /, "") { print ".Ss " quoted($0); pause = 0; told = 0; next }
/^$/ { pause = told; next }
{
	if (pause) print ".Pp"
	pause = 0
	told = 1
	print prose($0)
}
