# What the names of golden/* say: INPUT.REPORT.FORMAT[.COLUMNS[.OPTION]].
# shellcheck shell=sh

golden() { # golden TC_RENDER FOLDER NAME: what it is now, on standard output
	golden_render=$1 golden_folder=$2
	golden_ifs=$IFS
	IFS=.
	# shellcheck disable=SC2086 # split at the dots
	set -- $3
	IFS=$golden_ifs
	golden_input=$1
	LC_ALL=C.UTF-8
	case ${5-} in
	c) LC_ALL=C ;;
	esac
	export LC_ALL
	case ${5-} in
	breakdown | active | sample | brief) golden_option=$5=yes ;;
	budget) golden_option=budget_month=50 ;;
	quota) golden_option=weekly_quota_usd=60 ;;
	*) golden_option=none=yes ;;
	esac
	golden_color=never
	[ "${5-}" != color ] || golden_color=always
	"$golden_render" --now 2026-11-22T16:10:00Z -z UTC --report "$2" --to "$3" \
		--columns "${4:-80}" --color "$golden_color" --set "$golden_option" \
		"$golden_folder/$golden_input.ndjson"
}

# golden_kept NAME <OUTPUT: what of it is kept: of a page all but its style sheet, which
# html.t holds against what the page says of it.
golden_kept() {
	case $1 in
	*.html | *.html.*) sed "/^<style>/,/<\\/style>/d; s/'sha256-[^']*'/'sha256-...'/" ;;
	*) cat ;;
	esac
}
