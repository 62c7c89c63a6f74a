/** Started by tests, to be killed: holds the engine that is named and does nothing. */
import { chooseEngine, engineNames } from '../../local/dynamodb/index.js';

const name = engineNames.find((one) => one === process.argv[2]);
const { endpoint, pid } = await chooseEngine(name).engine.start({});
process.stdout.write(`${JSON.stringify({ endpoint, pid })}\n`);
