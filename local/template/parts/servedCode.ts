import { checkCode } from '../../appsync/runtime/check.js';
import { CodeError, violationText } from '../../appsync/runtime/errors.js';
import type { Code } from '../../appsync/types.js';
import { SourceError } from '../../manifest/errors.js';
import { placeText } from '../errors.js';
import { type Found, placeOf } from '../read.js';
import { codeOf, type CodeProperties, isVtl } from './code.js';
import { directLambda } from './directLambda.js';
import type { Reading } from './resolvers.js';

/**
 * The code of a function or resolver as the host runs it: its own; that of a direct Lambda resolver; or,
 * where it is not `served`, code that fails by its name. What is wrong goes into `reading`.
 */
export async function codeFor(
  found: Found,
  properties: CodeProperties & { readonly MaxBatchSize?: number | undefined },
  dataSource: string | undefined,
  { dataSources, notServed, problems }: Reading,
) {
  const { logicalId, scope } = found;
  if (isVtl(properties)) {
    notServed.push({ logicalId, text: 'is written in VTL: what calls it gets an error' });
    return {
      code: failing(logicalId, `${logicalId} is written in VTL, which this host does not serve`),
      served: false,
    };
  }
  const place = placeOf(found);
  const own = await codeOf(scope.stack, properties, place).catch((error: unknown) => {
    if (!(error instanceof SourceError)) throw error;
    problems.push(...error.problems);
    return directLambda(logicalId);
  });
  const refusal = own && refusalOf(own);
  if (refusal !== undefined) {
    notServed.push({ logicalId, text: `AppSync would refuse to deploy it: ${refusal}` });
    const message = `The code of ${logicalId} is code that AppSync would refuse to deploy`;
    return { code: failing(logicalId, message), served: false };
  }
  if (own) return { code: own, served: true };
  const isLambda = dataSources.some(
    ({ name, type }) => name === dataSource && type === 'AWS_LAMBDA',
  );
  if (!isLambda) problems.push(`${placeText({ ...place, property: 'Code' })}: there is no code`);
  return {
    code: directLambda(logicalId, properties.MaxBatchSize),
    served: true,
    isDirect: true,
  };
}

/** Why AppSync would refuse to deploy code, in one line; undefined where it would take it. */
function refusalOf(code: Code): string | undefined {
  try {
    checkCode(code);
    return undefined;
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    return error.errors.map(violationText).join('; ');
  }
}

/** The code of what is not served. */
const failing = (logicalId: string, message: string): Code => ({
  fileName: `${logicalId}.js`,
  text: `import { util } from '@aws-appsync/utils';
export function request() {
  util.error(${JSON.stringify(`${message}.`)}, 'NotServed');
}
export function response() {
  return null;
}
`,
});
