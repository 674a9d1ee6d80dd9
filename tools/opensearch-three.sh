#!/usr/bin/env bash
# Three nodes of OpenSearch on this machine, for the run that docs/scale.md tells of. Not as root: nodes refuse to be.
# usage: tools/opensearch-three.sh DIR   prints the three addresses and the process of each; kill ends them
set -euo pipefail
H=$("$(dirname "$0")/opensearch-node.sh" "$1")
JAVA_HOME=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
export JAVA_HOME
for i in 1 2 3; do
  N=$1/n$i
  mkdir -p "$N" && cp -r "$H/config" "$N/"
  printf -- '-Xms1g\n-Xmx1g\n-XX:+UseSerialGC\n' > "$N/config/jvm.options"
  (cd "$N" && OPENSEARCH_PATH_CONF=$N/config OPENSEARCH_TMPDIR=$N exec "$H/bin/opensearch" \
    -Enode.name=n$i -Ehttp.port=929$i -Etransport.port=939$i -Ecluster.name=medcodex-three \
    -Eindices.breaker.total.use_real_memory=false \
    -Ediscovery.seed_hosts=127.0.0.1:9391,127.0.0.1:9392,127.0.0.1:9393 -Ecluster.initial_master_nodes=n1,n2,n3 \
    "-Epath.data=$N/data" "-Epath.logs=$N/logs" > "$N/out" 2>&1) &
  echo "http://127.0.0.1:929$i $!"
done
