import { isIP } from 'node:net';

import { Kind } from 'graphql';

import {
  builtInScalars,
  CoercionError,
  literalOf,
  long,
  timestamp,
  type Coercing,
} from './coercing.js';
import { javaText } from './javaText.js';

/**
 * AppSync's scalars, checked in both directions by the rules of the developer guide, page
 * "scalars". The wording was seen for AWSDateTime (aws-amplify/amplify-js issue 5963), AWSDate
 * (amplify-swift issue 278) and AWSPhone (amplify-flutter issue 822); for the others it is assumed.
 */
function checkedString(noun: string, isValid: (text: string) => boolean): Coercing {
  const check = (verb: 'parse' | 'serialize', value: unknown) => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw new CoercionError(`Unable to ${verb} \`${javaText(value)}\` as a valid ${noun}.`);
  };
  return {
    parseValue: (value) => check('parse', value),
    serialize: (value) => check('serialize', value),
    parseLiteral: (node) => check('parse', literalOf(node, Kind.STRING).value),
  };
}

const date = String.raw`(\d{4})-(\d{2})-(\d{2})`;
const time = String.raw`(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?`;
const offset = String.raw`(?:Z|[+-](\d{2}):(\d{2})(?::(\d{2}))?)`;
const datePattern = new RegExp(`^${date}${offset}?$`);
const timePattern = new RegExp(`^${time}${offset}?$`);
const dateTimePattern = new RegExp(`^${date}T${time}${offset}$`);

function isDay(year: string, month: string, day: string): boolean {
  const parsed = new Date(`${year}-${month}-${day}T00:00:00.000Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.getUTCDate() === Number(day);
}

const isClock = (hour: string, minute: string, second = '0') =>
  Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;

/** Java's ZoneOffset reaches 18 hours at most. */
const isOffset = (hour = '0', minute = '0', second = '0') =>
  Number(minute) < 60 &&
  Number(second) < 60 &&
  Number(hour) * 3_600 + Number(minute) * 60 + Number(second) <= 18 * 3_600;

function isDate(text: string): boolean {
  const [, year = '', month = '', day = '', ...zone] = datePattern.exec(text) ?? [];
  return year !== '' && isDay(year, month, day) && isOffset(...zone);
}

function isTime(text: string): boolean {
  const [, hour = '', minute = '', second, ...zone] = timePattern.exec(text) ?? [];
  return hour !== '' && isClock(hour, minute, second) && isOffset(...zone);
}

/** The offset is required: AppSync was seen to refuse values without one. */
function isDateTime(text: string): boolean {
  const [, year = '', month = '', day = '', hour = '', minute = '', second, ...zone] =
    dateTimePattern.exec(text) ?? [];
  return (
    year !== '' && isDay(year, month, day) && isClock(hour, minute, second) && isOffset(...zone)
  );
}

/** `local-part@domain-part`. AppSync accepts `a@b`. RFC 822's quoted forms are refused here. */
const isEmail = (text: string) =>
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(
    text,
  );

/** A scheme is required, and the path must not contain two slashes in a row. */
function isUrl(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z\d+.-]*:\S+$/.test(text) || !URL.canParse(text)) return false;
  return !new URL(text).pathname.includes('//');
}

/**
 * Groups of digits with spaces or hyphens between them. Without a country code it is a North
 * American number. AppSync knows the numbering plan of each country; the host checks the North
 * American one, and of others the length only.
 */
function isPhone(text: string): boolean {
  if (!/^\+?[\d(][\d ()-]*$/.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  const national =
    text.startsWith('+') && !digits.startsWith('1')
      ? undefined
      : digits.replace(/^1(?=\d{10}$)/, '');
  if (national !== undefined) return /^[2-9]\d{2}[2-9]\d{6}$/.test(national);
  return digits.length >= 7 && digits.length <= 15;
}

function isIpAddress(text: string): boolean {
  const [, address = '', , bits] = /^([^/]+)(\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && (bits === undefined || Number(bits) <= (version === 4 ? 32 : 128));
}

/**
 * Reads the JSON in a string, so that resolvers get objects, lists and plain values. Writes a value
 * as JSON, a string too, which gets a second pair of quotes (aws-mobile-appsync-sdk-js issue 533).
 */
const json: Coercing = {
  parseValue(value) {
    if (typeof value !== 'string') throw invalidJson(javaText(value));
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw invalidJson(value);
    }
  },
  parseLiteral: (node) => json.parseValue(literalOf(node, Kind.STRING).value),
  serialize: (value) => JSON.stringify(value),
};

const invalidJson = (text: string) =>
  new CoercionError(`Unable to parse \`${text}\` as valid JSON.`);

const scalars: Readonly<Record<string, Coercing>> = {
  ...builtInScalars,
  AWSDate: checkedString('date', isDate),
  AWSTime: checkedString('time', isTime),
  AWSDateTime: checkedString('DateTime Object', isDateTime),
  AWSTimestamp: timestamp,
  AWSEmail: checkedString('email address', isEmail),
  AWSJSON: json,
  AWSURL: checkedString('URL', isUrl),
  AWSPhone: checkedString('phone number', isPhone),
  AWSIPAddress: checkedString('IP address', isIpAddress),
  Long: long,
};

/** How the scalar of this name is read and written. A schema with another scalar is refused. */
export const coercingOf = (name: string): Coercing => scalars[name]!;
