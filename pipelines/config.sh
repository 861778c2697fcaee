# The configuration, $TC_HOME/config.json, for pipelines that need it. To be sourced behind
# options.sh, which `configured` adds to; where the file is not well that is the end.
#
# `setting KEY` puts what is configured into $setting, nothing when nothing is.
# shellcheck shell=sh disable=SC2034,SC2154 # what it sets is for the pipelines, which have $share
config=$TC_HOME/config.json

config_awk() { # config_awk MODE FILE|- [KEY [VALUE]]
	mode=$1 file=$2
	shift 2
	[ "$file" = - ] || [ -e "$file" ] || file=/dev/null
	LC_ALL=C awk -f "$share/config.awk" "$mode" "$share/../schemas/config.schema.json" "$file" "$@"
}

# What config_awk said is wrong with the configuration.
config_says() { # config_says PIPELINE LINES
	printf '%s\n' "$2" | while IFS= read -r line; do
		printf 'token-craft %s: %s:%s\n' "$1" "$config" "$line" >&2
	done
}

# Where the files go that people look at, in $folder.
output_folder() {
	folder=$(config_awk get "$config" output_dir) || folder=$TC_HOME/exports
}

settings=''
setting() { # setting KEY
	setting=$(printf '%s\n' "$settings" | while IFS='	' read -r key value; do
		[ "$key" != "$1" ] || printf %s "$value"
	done)
}

configured() {
	[ -e "$config" ] || return 0
	if ! settings=$(config_awk values "$config"); then
		config_says "$name" "$settings"
		printf 'token-craft %s:   token-craft config edit\n' "$name" >&2
		exit 2
	fi
	setting timezone
	[ -n "$zone" ] || [ -z "$setting" ] || take --timezone "$setting"
	while IFS='	' read -r key value; do
		[ -z "$key" ] || add render --set "$key=$value"
	done <<END
$settings
END
}
