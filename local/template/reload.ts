import type { AppSync } from '../appsync/appsync.js';
import type { Log } from '../host/log.js';
import {
  type Deployment,
  readDeployment,
  readTemplates,
  type TemplateOptions,
  type Templates,
} from './deployment.js';
import { SourceError } from '../manifest/errors.js';
import type { Functions } from './services.js';
import { changedSettings, settingsOf } from './settings.js';

/**
 * Swaps the code of resolvers, and the Lambda functions, for what the templates hold now.
 * @throws SourceError where more than code has changed, and the running API stays as it is
 */
export async function reload(
  { api, functions }: { readonly api: AppSync; readonly functions: Functions },
  started: { readonly templates: Templates; readonly deployment: Deployment },
  options: TemplateOptions & { readonly log: Log },
): Promise<void> {
  const { callerRoles } = started.templates;
  const templates = await readTemplates({ ...options, callerRoles });
  keepIds(started.templates, templates);
  const deployment = await readDeployment(templates);
  const changed = changedSettings(
    settingsOf(started.templates, started.deployment),
    settingsOf(templates, deployment),
  );
  if (changed.length > 0) {
    const files = options.templates.join(', ');
    throw new SourceError([
      `${files}: ${changed.join(', ')}: changed; start again for it to count`,
    ]);
  }
  for (const { logicalId, text } of deployment.code.notServed) {
    options.log.warn(`${logicalId}: ${text}`);
  }
  api.swapCode(deployment.code);
  functions.swap(deployment);
}

/** Gives resources the ids that the host gave those of the same logical ids. */
function keepIds(before: Templates, now: Templates): void {
  for (const [index, { resources }] of before.scopes.entries()) {
    for (const [logicalId, resource] of resources) {
      const [id, same] = [before.ids.get(resource), now.scopes[index]?.resources.get(logicalId)];
      if (id !== undefined && same) now.ids.set(same, id);
    }
  }
}
