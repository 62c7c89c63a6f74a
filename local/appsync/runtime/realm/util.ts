import type { ErrorEntry } from '../../types.js';
import { dynamodb } from './dynamodb.js';
import { expressionText } from './expression.js';
import { Fault, nameOf, numberArgument, plainError, textArgument, unsupported } from './faults.js';
import type { Signal } from './faults.js';
import type { Host } from './host.js';
import { answer, charge } from './budget.js';
import * as native from './natives.js';
import { rdsToJsonObject } from './rds.js';
import { toElasticsearchQueryDSL } from './searchQuery.js';
import { toSubscriptionFilter } from './subscriptionFilter.js';
import { timeUtilities } from './time.js';

/** What `util` needs of the current evaluation. */
interface UtilState {
  readonly authType: string;
  readonly appended: ErrorEntry[];
}

/** `util`. Source: developer guide, built-in-util-js and its pages; declarations of @aws-appsync/utils 2.1.1. */
export function utilities(host: Host, http: object, state: () => UtilState) {
  return {
    escapeJavaScript: (text: unknown) => escapeJavaScript(textArgument(text, 'the text')),
    urlEncode: (text: unknown) => urlEncode(textArgument(text, 'the text')),
    urlDecode: (text: unknown) => urlDecode(textArgument(text, 'the text')),
    base64Encode: (text: unknown) => host.base64Encode(textArgument(text, 'the text')),
    base64Decode: (text: unknown) => answer(host.base64Decode(textArgument(text, 'the text'))),
    autoId: () => host.uuid(),
    autoUlid: () => host.ulid(),
    autoKsuid: () => host.ksuid(),
    unauthorized: (): never => {
      const error = plainError('Unauthorized', 'Unauthorized');
      return end({ signal: 'ERROR', error, unauthorized: true });
    },
    error: (...rest: unknown[]): never => end({ signal: 'ERROR', error: errorOf(rest) }),
    appendError: (...rest: unknown[]): void => void state().appended.push(errorOf(rest)),
    matches: (pattern: unknown, text: unknown) => {
      const value = textArgument(text, 'the value');
      charge(value.length / 64);
      return answer(host.matches(textArgument(pattern, 'the pattern'), value)) === 'true';
    },
    authType: () => state().authType,
    time: timeUtilities(host),
    dynamodb,
    transform: {
      toDynamoDBFilterExpression: expressionText,
      toDynamoDBConditionExpression: expressionText,
      toElasticsearchQueryDSL,
      toSubscriptionFilter,
    },
    str: {
      normalize: (text: unknown, form: unknown) => {
        if (['nfc', 'nfd', 'nfkc', 'nfkd'].indexOf(form as string) < 0) {
          return unsupported('a normalization form other than nfc, nfd, nfkc and nfkd');
        }
        return native.normalize(textArgument(text, 'the text'), (form as string).toUpperCase());
      },
    },
    math: mathUtilities,
    http,
    xml: {
      toMap: (xml: unknown) =>
        native.parseJson(answer(host.parseXml(textArgument(xml, 'the XML')))) as unknown,
      toJsonString: (xml: unknown, stringEncode?: unknown) => {
        if (stringEncode === true) unsupported('util.xml.toJsonString with stringEncode');
        return answer(host.parseXml(textArgument(xml, 'the XML')));
      },
    },
    rds: { toJsonObject: rdsToJsonObject },
  };
}

const mathUtilities = {
  roundNum: (value: unknown) => native.round(numberArgument(value, 'the number')),
  minVal: (a: unknown, b: unknown) => native.min(numberArgument(a, 'a'), numberArgument(b, 'b')),
  maxVal: (a: unknown, b: unknown) => native.max(numberArgument(a, 'a'), numberArgument(b, 'b')),
  randomDouble: () => native.random(),
  /** Whether the result can be the upper bound is not documented. Here it cannot. */
  randomWithinRange: (start: unknown, end: unknown) => {
    const from = numberArgument(start, 'the lower value');
    const to = numberArgument(end, 'the upper value');
    if (!native.isInteger(from) || !native.isInteger(to) || from >= to) {
      return unsupported('a range without two rising integers');
    }
    return from + native.floor(native.random() * (to - from));
  },
};

/** Ends the evaluation. It throws plain data, which no code can catch. */
export function end(signal: Signal): never {
  throw signal;
}

function errorOf([message, errorType, data, errorInfo]: unknown[]): ErrorEntry {
  return {
    message: textArgument(message, "an error's message"),
    errorType:
      errorType === undefined || errorType === null
        ? null
        : textArgument(errorType, 'an errorType'),
    data: data ?? null,
    errorInfo: errorInfo ?? null,
  };
}

const escapes: Record<string, string> = {
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

/**
 * The documentation has only its name. Quotes, backslash and the usual control characters are
 * certain.
 */
function escapeJavaScript(text: string): string {
  charge(text.length / 8);
  let escaped = '';
  for (const character of text) {
    const code = native.charCodeAt(character, 0);
    const escape = escapes[character];
    if (escape === undefined && (code < 0x20 || code > 0x7e || character === '/')) {
      unsupported(
        'escapeJavaScript of a slash, of other control characters or of characters beyond ASCII',
      );
    }
    escaped += escape ?? character;
  }
  return escaped;
}

const formEncoded: Record<string, string> = {
  ' ': '+',
  '!': '%21',
  "'": '%27',
  '(': '%28',
  ')': '%29',
  '~': '%7E',
};

/** `application/x-www-form-urlencoded` in UTF-8. A lone surrogate has no UTF-8. */
function urlEncode(text: string): string {
  charge(text.length / 8);
  let encoded = '';
  for (const character of text) {
    const code = native.charCodeAt(character, 0);
    if (character.length === 1 && code >= 0xd800 && code <= 0xdfff) {
      unsupported('urlEncode of half a character (a lone surrogate)');
    }
    encoded += formEncoded[character] ?? native.encodeComponent(character);
  }
  return encoded;
}

function urlDecode(text: string): string {
  charge(text.length / 8);
  try {
    return native.decodeComponent(text.split('+').join(' '));
  } catch {
    throw new Fault(`not URL-encoded text: ${nameOf(text)}`);
  }
}
