import { errorAt, type Place } from './errors.js';
import { region } from './physical.js';

/** What intrinsic functions ask of their stack. */
export interface Evaluator {
  resolve(value: unknown, place: Place): unknown;
  ref(name: string, place: Place): unknown;
  getAtt(name: string, attribute: string, place: Place): string;
  conditionHolds(name: string, place: Place): boolean;
  /** The output that another stack exports. */
  imported(name: string, place: Place): unknown;
  readonly mappings: Readonly<Record<string, unknown>>;
}

type Intrinsic = (args: unknown, place: Place, evaluator: Evaluator) => unknown;

const fail = (place: Place, text: string): never => {
  throw errorAt(place, text);
};
const asText = (value: unknown, place: Place): string =>
  ['string', 'number', 'boolean'].includes(typeof value)
    ? String(value)
    : fail(place, 'expected a text');
const asList = (value: unknown, place: Place): readonly unknown[] =>
  Array.isArray(value) ? value : fail(place, 'expected a list');
const isTrue = (value: unknown): boolean => value === true || value === 'true';
const isAll = (args: unknown, place: Place, { resolve }: Evaluator): boolean[] =>
  asList(args, place).map((one) => isTrue(resolve(one, place)));

/** `${Name}`, `${Name.Attribute}`, `${!literal}`. */
const sub: Intrinsic = (args, place, { resolve, ref, getAtt }) => {
  const [text, own] = Array.isArray(args) ? (args as readonly unknown[]) : [args, {}];
  const values = (own ?? {}) as Record<string, unknown>;
  return asText(text, place).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const key = name.trim();
    if (Object.hasOwn(values, key)) return asText(resolve(values[key], place), place);
    const [id = '', ...rest] = key.split('.');
    const value = rest.length > 0 ? getAtt(id, rest.join('.'), place) : ref(key, place);
    return asText(value, place);
  });
};

const findInMap: Intrinsic = (args, place, { resolve, mappings }) => {
  const keys = asList(args, place).map((key) => asText(resolve(key, place), place));
  return keys.reduce<unknown>((value, key) => {
    const member = memberOf(value, key);
    return member ?? fail(place, `Fn::FindInMap: there is no ${keys.join('.')}`);
  }, mappings);
};
const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

/** Intrinsic functions (CloudFormation user guide, "Intrinsic function reference"). */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, place, { ref }) => ref(asText(name, place), place),
  Condition: (name, place, { conditionHolds }) => conditionHolds(asText(name, place), place),
  'Fn::GetAtt': (args, place, { resolve, getAtt }) => {
    const [name = '', ...rest] = Array.isArray(args) ? args : asText(args, place).split('.');
    const attribute = rest.map((part) => asText(resolve(part, place), place)).join('.');
    return getAtt(asText(name, place), attribute, place);
  },
  'Fn::Sub': sub,
  'Fn::Join': (args, place, { resolve }) => {
    const [delimiter, parts] = asList(args, place);
    const texts = asList(resolve(parts, place), place).map((part) => asText(part, place));
    return texts.join(asText(delimiter, place));
  },
  'Fn::Split': (args, place, { resolve }) => {
    const [delimiter, text] = asList(args, place);
    return asText(resolve(text, place), place).split(asText(delimiter, place));
  },
  'Fn::Select': (args, place, { resolve }) => {
    const [index, values] = asList(args, place);
    const list = asList(resolve(values, place), place);
    const at = Number(resolve(index, place));
    return at in list ? list[at] : fail(place, `Fn::Select: there is no item ${at}`);
  },
  'Fn::If': (args, place, { resolve, conditionHolds }) => {
    const [name, yes, no] = asList(args, place);
    return resolve(conditionHolds(asText(name, place), place) ? yes : no, place);
  },
  'Fn::Equals': (args, place, { resolve }) => {
    const [one, other] = asList(args, place).map((value) => resolve(value, place));
    return String(one) === String(other);
  },
  'Fn::And': (args, place, evaluator) => isAll(args, place, evaluator).every(Boolean),
  'Fn::Or': (args, place, evaluator) => isAll(args, place, evaluator).some(Boolean),
  'Fn::Not': (args, place, evaluator) => !isAll(args, place, evaluator)[0],
  'Fn::FindInMap': findInMap,
  'Fn::Base64': (text, place, { resolve }) =>
    Buffer.from(asText(resolve(text, place), place)).toString('base64'),
  'Fn::GetAZs': () => ['a', 'b', 'c'].map((zone) => `${region}${zone}`),
  'Fn::ImportValue': (name, place, { resolve, imported }) =>
    imported(asText(resolve(name, place), place), place),
};
