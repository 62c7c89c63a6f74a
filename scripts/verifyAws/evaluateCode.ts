import {
  type AppSyncClient,
  BadRequestException,
  type CodeError,
  EvaluateCodeCommand,
  type EvaluateCodeResponse,
} from '@aws-sdk/client-appsync';
import { type Answer, type Case, codeOf } from './cases.js';

/**
 * AppSync's answer (AppSync API reference, EvaluateCode). Rejects with the SDK's error when AppSync
 * does not evaluate for another reason than the code.
 */
export async function evaluateThere(client: AppSyncClient, asked: Case): Promise<Answer> {
  const command = new EvaluateCodeCommand({
    runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
    code: codeOf(asked),
    context: JSON.stringify(asked.context ?? {}),
    function: 'request',
  });
  try {
    return toAnswer(await client.send(command));
  } catch (error) {
    if (!(error instanceof BadRequestException)) throw error;
    return { refused: `${error.message} ${listed(error.detail?.codeErrors)}`, appendedErrors: [] };
  }
}

/**
 * The reference gives `evaluationResult`, `stash` and `outErrors` as strings. That they hold JSON is
 * known of the first (recorded by localstack/appsync-utils) and assumed of the others.
 */
function toAnswer({ evaluationResult, error, stash, outErrors }: EvaluateCodeResponse): Answer {
  const parts = { stash: read(stash), appendedErrors: messagesOf(read(outErrors)) };
  if (error?.codeErrors?.length) {
    return { refused: `${error.message} ${listed(error.codeErrors)}`, ...parts };
  }
  if (error) return { error: error.message ?? '', ...parts };
  return { value: read(evaluationResult) ?? null, ...parts };
}

const listed = (errors: readonly CodeError[] = []): string =>
  errors
    .map(
      ({ errorType, value, location }) =>
        `${location?.line}:${location?.column} ${errorType} ${value}`,
    )
    .join('; ');

function read(text: string | undefined): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function messagesOf(errors: unknown): string[] {
  if (errors === undefined || errors === null) return [];
  if (!Array.isArray(errors)) return [JSON.stringify(errors)];
  return errors.map((error: unknown) =>
    typeof error === 'object' && error !== null && 'message' in error
      ? String(error.message)
      : JSON.stringify(error),
  );
}
