import type { CollectionTag, ScalarTag } from 'yaml';

/** The intrinsic functions that YAML templates may write as a tag. */
const names = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'Transform',
];

/** `!GetAtt Table.Arn` is the list of both. */
const longForm = (tag: string, value: unknown): Record<string, unknown> => {
  if (tag === '!Ref' || tag === '!Condition') return { [tag.slice(1)]: value };
  if (tag === '!GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${tag.slice(1)}`]: value };
};

const scalar = (tag: string): ScalarTag => ({ tag, resolve: (text) => longForm(tag, text) });
const collection = (tag: string, kind: 'seq' | 'map'): CollectionTag => ({
  tag,
  collection: kind,
  resolve: (value) => longForm(tag, value.toJSON()),
});

/**
 * The short forms of intrinsic functions in YAML templates, as the long forms that JSON has
 * (CloudFormation user guide, "Intrinsic function reference").
 */
export const shortForms = ['Ref', 'Condition', 'GetAtt', ...names].flatMap((name) => {
  const tag = `!${name}`;
  return [scalar(tag), collection(tag, 'seq'), collection(tag, 'map')];
});
