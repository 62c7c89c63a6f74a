/** The program that `cdk` runs (cdk.json, "app"). */
import { App } from 'aws-cdk-lib';
import { addStacks } from './app.js';
import { addNag } from './nag.js';
import { SettingError } from './SettingError.js';

try {
  const app = new App();
  addStacks(app);
  addNag(app);
  app.synth();
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  console.error(error.message);
  process.exit(1); // on a normal exit, App synthesises an incomplete assembly
}
