#!/usr/bin/env bash
# Publish a finished site to the branch gh-pages of origin.
#
#   .github/publish.sh site           the root becomes this site; v/ stays as it is
#   .github/publish.sh site 0.1.0     v/0.1.0/ becomes this site, unless it is there; all else stays as it is.
#                                     Refused if it is no site of that version, or the lock is not the committed one
#
# The new tree is put together in an index of its own from the old one, so what is under v/ cannot change
# or go: it is never checked out, only named again. The push is never forced.
# A site that was built as a released version leads out of v/<version>/ to the newest: at the root it would lead nowhere.
set -euo pipefail
site=$(realpath "${1:?the folder of the site}")
version=${2:-}
branch=gh-pages
cd "$(dirname "$0")/.."

[[ -f $site/index.html ]] || { echo "No report in $site" >&2; exit 2; }
[[ ! -e $site/v ]] || { echo "$site/v would hide the released versions" >&2; exit 2; }

released() { grep -rq --include=index.html 'rel="latest-version"' "$site"; }

if [[ -n $version ]]; then
  grep -Fqs "\"version\": \"$version\"" "$site/manifest.json" || { echo "$site is not version $version" >&2; exit 2; }
  released || { echo "$site does not lead to the newest version: set released = true, and build it again" >&2; exit 2; }
  grep -Fqs "\"commit\": \"$(git rev-parse HEAD)\"" "$site/manifest.json" && grep -Fqs '"changed": []' "$site/manifest.json" ||
    { echo "$site was not built from this commit as it is: build it again" >&2; exit 2; }
  git cat-file -e HEAD:report/study.lock && git diff --quiet HEAD -- report/study.lock || { echo "commit report/study.lock first: the build says something new" >&2; exit 2; }
elif released; then
  echo "This is a released version, whose place is below v/: set released = false for what comes after it"
  exit 0
fi

old=
if git ls-remote --exit-code origin "refs/heads/$branch" >/dev/null; then
  git fetch --quiet --depth=1 origin "refs/heads/$branch"
  old=$(git rev-parse FETCH_HEAD)
elif (($? != 2)); then
  echo "origin cannot be reached" >&2
  exit 2
fi
kept() { [[ -n $old ]] && git rev-parse --quiet --verify "$old:$1" >/dev/null; }

if [[ -n $version ]] && kept "v/$version"; then
  echo "v/$version/ is published; a released version is never written again"
  exit 0
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export GIT_INDEX_FILE=$scratch/index
top=$(git rev-parse --absolute-git-dir)
git -C "$site" --git-dir="$top" --work-tree="$site" -c core.autocrlf=false add --all --force .
built=$(git write-tree)

if [[ -n $version ]]; then
  if [[ -n $old ]]; then git read-tree "$old"; else git read-tree --empty; fi
  git read-tree --prefix="v/$version/" "$built"
elif kept v; then
  git read-tree --prefix=v/ "$old:v"
fi
# Without this file GitHub would leave out what begins with an underscore.
git update-index --add --cacheinfo "100644,$(git hash-object -w --stdin </dev/null),.nojekyll"
tree=$(git write-tree)

if [[ -n $old && $tree == $(git rev-parse "$old^{tree}") ]]; then
  echo "Published already"
  exit 0
fi
commit=$(git commit-tree "$tree" ${old:+-p "$old"} -m "${version:+Version $version: }$(git log -1 --format='%h %s')")
git push --quiet origin "$commit:refs/heads/$branch"
echo "Published ${version:-the newest report}"
