#!/usr/bin/env bash
# Docker's build, run and stop, as far as ../image.ts uses them, for a machine without an engine: by Debian's packages
# buildah and debootstrap, as root. No registry of images is asked: the base is made here, of Debian's own packages and
# npm's `node`, and named as in the Dockerfile. What is made is kept for the next time.
set -euo pipefail
store=/var/tmp/betzenstein-image
export BUILDAH_ISOLATION=chroot
buildah=(buildah --root "$store/images" --runroot "$store/running")

# make_base NAME: a stand-in for node:<major>-slim.
make_base() {
  local root=$store/base major=${1#node:}
  rm -rf --one-file-system "$root"
  debootstrap --variant=minbase --include=ca-certificates bookworm "$root"
  chroot "$root" useradd --create-home node
  npm install --global --prefix "$root/usr/local" "node@${major%%[.-]*}" npm
  # npm takes the folder above the program for the place of what is installed globally.
  mv -f "$root/usr/local/lib/node_modules/node/bin/node" "$root/usr/local/bin/node"
  # Inside as outside: which registry is asked, and whom it is believed.
  echo "registry=$(npm config get registry)" >"$root/root/.npmrc"
  cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  printf '%s\n' 'FROM scratch' 'COPY . /' 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' |
    "${buildah[@]}" build --tag "docker.io/library/$1" --file - "$root"
  rm -rf --one-file-system "$root"
}

mkdir -p "$store"
case $1 in
  build)
    # The stand-in has another digest.
    for base in $(sed -nE 's/^FROM (node:[^ @]+).*/\1/p' Dockerfile | sort -u); do
      [[ $("${buildah[@]}" images --quiet "docker.io/library/$base" 2>/dev/null) ]] || make_base "$base"
    done
    sed -E 's/^(FROM [^ @]+)@[^ ]+/\1/' Dockerfile | "${buildah[@]}" build --layers --file - "${@:2}"
    ;;
  run)
    shift
    options=()
    while [[ $1 == --* ]]; do
      case $1 in
        --env=* | --user=*) options+=("$1") ;;
        --name=*) echo $$ >"$store/${1#*=}.pid" ;;
      esac
      shift
    done
    container=$("${buildah[@]}" from --pull=false "${1%@*}")
    trap '"${buildah[@]}" rm "$container" >/dev/null' EXIT
    "${buildah[@]}" run "${options[@]}" "$container" -- "${@:2}"
    ;;
  stop)
    # What runs innermost: buildah would kill it.
    pid=$(<"$store/$2.pid")
    while child=$(pgrep --parent "$pid"); do pid=$child; done
    kill "$pid"
    rm "$store/$2.pid"
    ;;
esac
