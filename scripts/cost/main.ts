/** `npm run cost -- --messages N --users M`: a month's bill, on demand beside provisioned. */
import { UsageError } from '../../lib/commandLine.js';
import { attackText } from './attackText.js';
import { billText, pricesText } from './billText.js';
import { costCommand, usage } from './costCommand.js';

try {
  const command = costCommand(process.argv.slice(2));
  const text = {
    help: () => usage,
    prices: pricesText,
    attacker: attackText,
    bill: () => billText(command),
  };
  console.log(text[command.show]());
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 1;
}
