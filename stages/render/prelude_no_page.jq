# For the other formats: nothing. To compile prelude_page.jq would take a third of their start.
def headline: empty;
def timeline(unit; times; models; f; shown): empty;
def causes($change; these; before; f; names): [];
def why($change): empty;
