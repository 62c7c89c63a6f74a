/**
 * The names that APPSYNC_JS code can use: globals, their members, modules and their exports.
 * Sources: developer guide, supported-features; declarations of @aws-appsync/utils 2.1.1.
 */

/** The members of an object. `true` means a function, or a value whose members are not checked. */
export interface Surface {
  readonly [name: string]: true | Surface;
}

function surface(names: string): Surface {
  return Object.fromEntries(names.split(' ').map((name) => [name, true as const]));
}

const util: Surface = {
  ...surface(
    'escapeJavaScript urlEncode urlDecode base64Encode base64Decode autoId autoUlid autoKsuid ' +
      'unauthorized error appendError matches authType',
  ),
  time: surface(
    'nowISO8601 nowEpochSeconds nowEpochMilliSeconds nowFormatted ' +
      'parseFormattedToEpochMilliSeconds parseISO8601ToEpochMilliSeconds ' +
      'epochMilliSecondsToSeconds epochMilliSecondsToISO8601 epochMilliSecondsToFormatted',
  ),
  dynamodb: surface(
    'toDynamoDB toString toStringSet toNumber toNumberSet toBinary toBinarySet toBoolean toNull ' +
      'toList toMap toMapValues toS3Object fromS3ObjectJson',
  ),
  transform: surface(
    'toDynamoDBFilterExpression toDynamoDBConditionExpression toElasticsearchQueryDSL ' +
      'toSubscriptionFilter',
  ),
  str: surface('normalize'),
  math: surface('roundNum minVal maxVal randomDouble randomWithinRange'),
  http: surface('copyHeaders addResponseHeader addResponseHeaders'),
  xml: surface('toMap toJsonString'),
  rds: surface('toJsonObject'),
};

const extensions = surface(
  'evictFromApiCache setSubscriptionFilter setSubscriptionInvalidationFilter ' +
    'invalidateSubscriptions',
);

const runtime = surface('earlyReturn');

const dynamodb: Surface = {
  ...surface(
    'get put update remove query scan sync batchGet batchPut batchDelete transactGet ' +
      'transactWrite toStringSet toNumberSet toBinarySet',
  ),
  operations: surface('add remove replace increment decrement append prepend updateListItem'),
};

/** Modules of AppSync that this host does not have. */
export const notServed: ReadonlySet<string> = new Set([
  '@aws-appsync/utils/rds',
  '@aws-appsync/utils/ai',
]);

/** The modules that code may import. */
export const modules: Readonly<Record<string, Surface>> = {
  '@aws-appsync/utils': { util, extensions, runtime },
  '@aws-appsync/utils/dynamodb': dynamodb,
};

/** Objects of the language. None of them is a function. */
const builtIns: Readonly<Record<string, Surface>> = {
  Object: surface('assign entries hasOwn keys values'),
  String: surface('raw'),
  Number: surface('isFinite isNaN'),
  Math: surface('random min max round floor ceil'),
  JSON: surface('stringify parse'),
  // `debug` is not documented; AWS's own deployed samples call it.
  console: surface('log error debug'),
};

export const globals: Readonly<Record<string, true | Surface>> = {
  ...builtIns,
  util,
  extensions,
  runtime,
  undefined: true,
  NaN: true,
  Infinity: true,
};

// Not documented either: `includes` of arrays and strings, and `substring`. Deployed code and AWS's
// own samples call them.
const plainMethods =
  'concat fill flat includes indexOf join lastIndexOf pop push reverse shift slice sort splice unshift';
const callbacks =
  'forEach map flatMap filter reduce reduceRight find some every findIndex findLast findLastIndex';

export const arrayMethods = `${plainMethods} ${callbacks}`.split(' ');

/** Array methods that take a function. */
export const callbackMethods: ReadonlySet<string> = new Set(callbacks.split(' '));

export const stringMethods = (
  'charAt concat endsWith includes indexOf lastIndexOf replace replaceAll slice split startsWith ' +
  'substring toLowerCase toUpperCase trim trimEnd trimStart'
).split(' ');
