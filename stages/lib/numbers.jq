# Numbers, for rules in any room.

# Piecewise linear through the points, flat outside.
def pl($x; $points):
	if $x <= $points[0][0] then $points[0][1]
	elif $x >= $points[-1][0] then $points[-1][1]
	else first(range(1; $points | length) as $i | select($x <= $points[$i][0])
		| $points[$i - 1] as [$x0, $y0] | $points[$i] as [$x1, $y1]
		| $y0 + ($y1 - $y0) * ($x - $x0) / ($x1 - $x0)) end;
# The value of the last step that is reached, else 0.
def steps($x; $steps): [$steps[] | select($x >= .[0]) | .[1]] | last // 0;

# Half away from zero; a billionth makes up for what a double cannot hold.
def rounded($places): pow(10; $places) as $p
	| if . < 0 then -(-. * $p + 0.5 + 1e-9 | floor) else . * $p + 0.5 + 1e-9 | floor end / $p + 0;
def tenth: rounded(1);
def short: if type == "number" then rounded(4) else . end;
def ratio($part; $whole): if $whole > 0 then $part / $whole else null end;
def amount: if type == "string" then tonumber else . end;
# 33,762
def grouped: rounded(2) | tostring | split(".") | .[0] as $whole
	| ([$whole | while(length > 0; .[:-3]) | .[-3:]] | reverse | join(",")) as $text
	| [$text] + .[1:] | join(".") | sub("^-,"; "-");
# How many of a histogram lie between two numbers.
def between($low; $high): [.[] | select(.[0] >= $low and .[0] <= $high) | .[1]] | add // 0;
