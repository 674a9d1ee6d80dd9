#!/usr/bin/env bash
# A real OpenSearch of one node, from Maven Central alone, for tests and trials: Java 17, Maven and unzip are needed.
# usage: tools/opensearch-node.sh DIR   makes DIR/opensearch-VERSION and prints its path
set -euo pipefail
V=${OPENSEARCH_VERSION:-2.19.6}
mkdir -p "$1" && cd "$1"
if [ ! -e "opensearch-$V/.ready" ]; then
  get() { mvn -q -B dependency:copy -Dartifact="$1" -DoutputDirectory="$2" >&2; }
  get "org.opensearch.distribution.integ-test-zip:opensearch:$V:zip" dl
  unzip -q -o "dl/opensearch-$V.zip"
  touch "opensearch-$V/.ready"
fi
echo "$PWD/opensearch-$V"
