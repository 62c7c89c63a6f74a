/**
 * Checks a template against AWS's own schemas of resource types, as the package
 * @aws-cdk/aws-service-spec has them: types, properties, types of values, and references.
 */
import type { PropertyType, ResourceProperties, SpecDatabase } from '@aws-cdk/service-spec-types';
import type { Template } from './synth.js';

/** Templates by the names of their stacks. */
export type Stacks = Readonly<Record<string, Template>>;

interface Check {
  readonly template: Template;
  readonly spec: SpecDatabase;
  readonly stacks: Stacks;
  readonly problems: string[];
}

const pseudoParameters = [
  'AccountId',
  'NoValue',
  'Partition',
  'Region',
  'StackId',
  'StackName',
  'URLSuffix',
].map((name) => `AWS::${name}`);

/**
 * What is wrong with a template: `<logical id>.<path>: <problem>`, in order.
 * @param stacks the stacks that are deployed with it, whose outputs it may read.
 */
export function problemsOf(template: Template, spec: SpecDatabase, stacks: Stacks = {}): string[] {
  const check: Check = { template, spec, stacks, problems: [] };
  for (const [id, { Type, Properties = {}, DependsOn = [] }] of Object.entries(
    template.Resources,
  )) {
    for (const other of [DependsOn].flat()) {
      if (!template.Resources[other]) check.problems.push(`${id}: DependsOn unknown "${other}"`);
    }
    if (Type.startsWith('Custom::')) {
      checkReferences(check, id, Properties);
      continue;
    }
    const [resource] = spec.lookup('resource', 'cloudFormationType', 'equals', Type);
    if (resource) checkObject(check, id, Properties, resource.properties);
    else check.problems.push(`${id}: unknown type ${Type}`);
  }
  for (const [name, { Value }] of Object.entries(template.Outputs ?? {})) {
    checkReferences(check, `Outputs.${name}`, Value);
  }
  return check.problems;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The one key of `{ "Fn::…": … }` or `{ "Ref": … }`. */
function intrinsicOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const [key = '', ...more] = Object.keys(value);
  return more.length === 0 && (key === 'Ref' || key.startsWith('Fn::')) ? key : undefined;
}

function checkObject(
  check: Check,
  path: string,
  value: unknown,
  properties: ResourceProperties,
): void {
  if (intrinsicOf(value)) return checkReferences(check, path, value);
  if (!isObject(value)) return void check.problems.push(`${path}: expected object`);
  for (const [name, { required }] of Object.entries(properties)) {
    if (required && !(name in value)) check.problems.push(`${path}.${name}: missing`);
  }
  for (const [name, inner] of Object.entries(value)) {
    const property = properties[name];
    if (property) checkValue(check, `${path}.${name}`, inner, property.type);
    else check.problems.push(`${path}.${name}: unknown property`);
  }
}

function checkValue(check: Check, path: string, value: unknown, type: PropertyType): void {
  if (intrinsicOf(value)) return checkReferences(check, path, value);
  switch (type.type) {
    case 'ref': {
      const { properties } = check.spec.get('typeDefinition', type.reference.$ref);
      return checkObject(check, path, value, properties);
    }
    case 'array':
      if (!Array.isArray(value)) return void check.problems.push(`${path}: expected list`);
      return value.forEach((item, index) =>
        checkValue(check, `${path}[${index}]`, item, type.element),
      );
    case 'map':
      if (!isObject(value)) return void check.problems.push(`${path}: expected object`);
      for (const [key, inner] of Object.entries(value)) {
        checkValue(check, `${path}.${key}`, inner, type.element);
      }
      return;
    case 'union': {
      const attempts = type.types.map((option) => {
        const problems: string[] = [];
        checkValue({ ...check, problems }, path, value, option);
        return problems;
      });
      if (attempts.some((problems) => problems.length === 0)) return;
      check.problems.push(...attempts[0]!);
      return;
    }
    case 'tag':
    case 'json':
      return checkReferences(check, path, value);
    default:
      if (!scalarFits(type.type, value)) check.problems.push(`${path}: expected ${type.type}`);
  }
}

/** CloudFormation converts numbers and booleans from text, and to text. */
function scalarFits(type: string, value: unknown): boolean {
  if (isObject(value) || Array.isArray(value)) return false;
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false';
    case 'integer':
      return Number.isInteger(Number(value));
    case 'number':
      return Number.isFinite(Number(value));
    default:
      return typeof value !== 'undefined';
  }
}

/** Looks for references anywhere in a value. */
function checkReferences(check: Check, path: string, value: unknown): void {
  if (Array.isArray(value)) {
    return value.forEach((item) => checkReferences(check, path, item));
  }
  if (!isObject(value)) return;
  switch (intrinsicOf(value)) {
    case 'Ref':
      return checkName(check, `${path}: Ref to`, String(value['Ref']));
    case 'Fn::GetAtt':
      return checkAttribute(check, path, value['Fn::GetAtt']);
    case 'Fn::GetStackOutput':
      return checkOutput(check, path, value['Fn::GetStackOutput']);
    case 'Fn::Sub': {
      const [text, variables = {}] = [value['Fn::Sub']].flat() as [
        string,
        Record<string, unknown>?,
      ];
      checkReferences(check, path, variables);
      for (const [, name = ''] of text.matchAll(/\$\{([^!][^}]*)\}/g)) {
        if (name in variables) continue;
        if (name.includes('.')) checkAttribute(check, path, name.split('.'));
        else checkName(check, `${path}: Fn::Sub of`, name);
      }
      return;
    }
    default:
      Object.values(value).forEach((inner) => checkReferences(check, path, inner));
  }
}

function checkName({ template, problems }: Check, what: string, name: string): void {
  const known =
    pseudoParameters.includes(name) ||
    name in template.Resources ||
    name in (template.Parameters ?? {});
  if (!known) problems.push(`${what} unknown "${name}"`);
}

/** Of another stack (CloudFormation template reference, "Fn::GetStackOutput"). */
function checkOutput({ stacks, problems }: Check, path: string, reference: unknown): void {
  const { StackName, OutputName } = reference as Readonly<Record<string, string>>;
  const stack = stacks[StackName!];
  if (!stack) problems.push(`${path}: output of unknown stack "${StackName}"`);
  else if (!(OutputName! in (stack.Outputs ?? {}))) {
    problems.push(`${path}: stack "${StackName}" has no output "${OutputName}"`);
  }
}

function checkAttribute(check: Check, path: string, reference: unknown): void {
  const [id = '', ...rest] = reference as string[];
  const attribute = rest.join('.');
  const type = check.template.Resources[id]?.Type;
  if (type === undefined) return void check.problems.push(`${path}: GetAtt of unknown "${id}"`);
  if (type.startsWith('Custom::')) return;
  const [resource] = check.spec.lookup('resource', 'cloudFormationType', 'equals', type);
  if (resource && !(attribute in resource.attributes)) {
    check.problems.push(`${path}: ${type} has no attribute "${attribute}"`);
  }
}
