/** `npm run cost -- --messages N --users M`: a month's bill, on demand beside provisioned. */
import { readOrExit } from '../../lib/commandLine.js';
import { attackText } from './attackText.js';
import { billText, pricesText } from './billText.js';
import { costCommand, usage } from './costCommand.js';

const command = readOrExit(() => costCommand(process.argv.slice(2)), usage);
const text = {
  help: () => usage,
  prices: pricesText,
  attacker: attackText,
  bill: () => billText(command),
};
console.log(text[command.show]());
